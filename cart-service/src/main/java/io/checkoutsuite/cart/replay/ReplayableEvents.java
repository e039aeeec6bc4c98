package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.replay.ReplayService.AttemptWithoutEvent;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome events of a page of decided attempts.
 *
 * @param requestIds the attempts that have an event
 * @param events the events of these attempts, in the same order
 * @param withoutEvent the attempts for which no event can be created, because the stored attempt is inconsistent
 */
record ReplayableEvents(List<String> requestIds, List<OutboxEntry> events, List<AttemptWithoutEvent> withoutEvent) {

    static ReplayableEvents of(List<DecidedCheckouts.DecidedCheckout> page, OutcomeEvents outcomeEvents) {
        List<String> requestIds = new ArrayList<>();
        List<OutboxEntry> events = new ArrayList<>();
        List<AttemptWithoutEvent> withoutEvent = new ArrayList<>();
        for (DecidedCheckouts.DecidedCheckout found : page) {
            switch (found) {
                case DecidedCheckouts.Readable readable -> {
                    events.add(outcomeEvents.entry(readable.cart(), readable.attempt()));
                    requestIds.add(readable.requestId());
                }
                case DecidedCheckouts.Inconsistent inconsistent ->
                    withoutEvent.add(new AttemptWithoutEvent(inconsistent.requestId(), inconsistent.reason()));
            }
        }
        return new ReplayableEvents(requestIds, events, withoutEvent);
    }
}
