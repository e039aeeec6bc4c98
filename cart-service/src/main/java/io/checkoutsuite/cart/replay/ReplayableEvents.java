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
            String requestId = found.attempt().requestId();
            try {
                events.add(outcomeEvents.entry(found.cart(), found.attempt()));
                requestIds.add(requestId);
            } catch (RuntimeException contradiction) {
                withoutEvent.add(new AttemptWithoutEvent(requestId, contradiction.toString()));
            }
        }
        return new ReplayableEvents(requestIds, events, withoutEvent);
    }
}
