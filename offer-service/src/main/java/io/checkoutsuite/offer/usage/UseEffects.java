package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.EffectAssessor;
import io.checkoutsuite.reservations.Outlook;
import io.checkoutsuite.reservations.Shortage;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews what the outcome of a checkout would change in the current offer uses. */
@Component
@RequiredArgsConstructor
class UseEffects implements EffectAssessor {

    private final OfferUses uses;

    @Override
    public Effect assess(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion -> ofCompletion(completion);
            case CheckoutRollback rollback ->
                effect(uses.foresee(rollback), "nothing is held", "its uses are committed");
            default -> Effect.nothing("offer uses do not depend on this event");
        };
    }

    private Effect ofCompletion(CheckoutCompletion completion) {
        Effect effect = effect(uses.foresee(completion), "its uses are committed", "its uses were already released");
        return effect.kind() == Effect.Kind.NOTHING && !uses.isRecorded(completion)
                ? Effect.change("would record its uses")
                : effect;
    }

    private static Effect effect(Outlook outlook, String asItIs, String contradiction) {
        return switch (outlook) {
            case Outlook.Nothing() -> Effect.nothing(asItIs);
            case Outlook.Settles(int limits) -> Effect.change("would finish committing uses " + under(limits));
            case Outlook.Keeps(int limits) -> Effect.change("would commit uses " + under(limits));
            case Outlook.TakesAnew(int limits, var shortages) ->
                Effect.change("would reserve and commit uses " + under(limits) + beyond(shortages));
            case Outlook.Releases(int limits) -> Effect.change("would release uses " + under(limits));
            case Outlook.Barred() -> Effect.conflict(contradiction);
        };
    }

    private static String under(int limits) {
        return switch (limits) {
            case 0 -> "without limit";
            case 1 -> "under 1 limit";
            default -> "under " + limits + " limits";
        };
    }

    private static String beyond(List<Shortage> shortages) {
        return shortages.isEmpty()
                ? ""
                : shortages.stream()
                        .map(line -> Limit.nameOf(line.counter()))
                        .collect(Collectors.joining(", ", ", but no use is left of ", ""));
    }
}
