package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.ChangePreview;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Previews what the outcome of a checkout would change in the current offer uses. */
@Component
@RequiredArgsConstructor
class UseEventPreviewer implements EventPreviewer {

    private final OfferUses uses;

    @Override
    public EventPreview preview(SuiteEvent event) {
        return switch (event) {
            case CheckoutCompletion completion -> ofCompletion(completion);
            case CheckoutRollback rollback ->
                toPreview(uses.preview(rollback), "nothing is held", "its uses are committed");
            default -> EventPreview.nothing("offer uses do not depend on this event");
        };
    }

    private EventPreview ofCompletion(CheckoutCompletion completion) {
        EventPreview eventPreview =
                toPreview(uses.preview(completion), "its uses are committed", "its uses were already released");
        return eventPreview.kind() == EventPreview.Kind.NOTHING && !uses.isRecorded(completion)
                ? EventPreview.change("would record its uses")
                : eventPreview;
    }

    private static EventPreview toPreview(ChangePreview preview, String asItIs, String contradiction) {
        return switch (preview) {
            case ChangePreview.Nothing() -> EventPreview.nothing(asItIs);
            case ChangePreview.Settles(int limits) ->
                EventPreview.change("would finish committing uses " + under(limits));
            case ChangePreview.Commits(int limits) -> EventPreview.change("would commit uses " + under(limits));
            case ChangePreview.Reacquires(int limits, var shortages) ->
                EventPreview.change("would reserve and commit uses " + under(limits) + beyond(shortages));
            case ChangePreview.Releases(int limits) -> EventPreview.change("would release uses " + under(limits));
            case ChangePreview.Conflicts() -> EventPreview.conflict(contradiction);
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
