package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.ChangePreview;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews what the outcome of a checkout would change in the present stock. */
@Component
@RequiredArgsConstructor
class StockEventPreviewer implements EventPreviewer {

    private final StockReservations reservations;

    @Override
    public EventPreview preview(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion ->
                toPreview(reservations.preview(completion), "its stock is committed", "its stock was already released");
            case CheckoutRollback rollback ->
                toPreview(reservations.preview(rollback), "nothing is held", "its stock is committed");
            default -> EventPreview.nothing("stock does not depend on this event");
        };
    }

    private static EventPreview toPreview(ChangePreview preview, String asItIs, String contradiction) {
        return switch (preview) {
            case ChangePreview.Nothing() -> EventPreview.nothing(asItIs);
            case ChangePreview.Settles(int counters) ->
                EventPreview.change("would finish committing " + skus(counters));
            case ChangePreview.Commits(int counters) -> EventPreview.change("would commit " + skus(counters));
            case ChangePreview.Reacquires(int counters, var shortages) ->
                EventPreview.change("would reserve and commit " + skus(counters) + tooLittle(shortages));
            case ChangePreview.Releases(int counters) -> EventPreview.change("would release " + skus(counters));
            case ChangePreview.Conflicts() -> EventPreview.conflict(contradiction);
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
