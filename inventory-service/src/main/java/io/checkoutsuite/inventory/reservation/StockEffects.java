package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EffectAssessor;
import io.checkoutsuite.reservations.Outlook;
import io.checkoutsuite.reservations.Shortage;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews what the outcome of a checkout would change in the present stock. */
@Component
@RequiredArgsConstructor
class StockEffects implements EffectAssessor {

    private final StockReservations reservations;

    @Override
    public Effect assess(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion ->
                effect(reservations.foresee(completion), "its stock is committed", "its stock was already released");
            case CheckoutRollback rollback ->
                effect(reservations.foresee(rollback), "nothing is held", "its stock is committed");
            default -> Effect.nothing("stock does not depend on this event");
        };
    }

    private static Effect effect(Outlook outlook, String asItIs, String contradiction) {
        return switch (outlook) {
            case Outlook.Nothing() -> Effect.nothing(asItIs);
            case Outlook.Settles(int counters) -> Effect.change("would finish committing " + skus(counters));
            case Outlook.Keeps(int counters) -> Effect.change("would commit " + skus(counters));
            case Outlook.TakesAnew(int counters, var shortages) ->
                Effect.change("would reserve and commit " + skus(counters) + tooLittle(shortages));
            case Outlook.Releases(int counters) -> Effect.change("would release " + skus(counters));
            case Outlook.Barred() -> Effect.conflict(contradiction);
        };
    }

    private static String skus(int many) {
        return many == 1 ? "1 SKU" : many + " SKUs";
    }

    private static String tooLittle(List<Shortage> shortages) {
        return shortages.isEmpty()
                ? ""
                : shortages.stream()
                        .map(line -> "%s (%d of %d)"
                                .formatted(StockKey.parse(line.counter()).sku(), line.available(), line.requested()))
                        .collect(Collectors.joining(", ", ", but there is too little of ", ""));
    }
}
