package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.replay.ReplayService.Unmade;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome events of a page of decided attempts.
 *
 * @param requestIds the attempts that have an event
 * @param events the events of these attempts, in the same order
 * @param unmade the attempts for which no event can be created, because the stored attempt is inconsistent
 */
record MadeEvents(List<String> requestIds, List<OutboxEntry> events, List<Unmade> unmade) {

    static MadeEvents of(List<DecidedAttempts.Found> page, DecidedEvents decided) {
        List<String> requestIds = new ArrayList<>();
        List<OutboxEntry> events = new ArrayList<>();
        List<Unmade> unmade = new ArrayList<>();
        for (DecidedAttempts.Found found : page) {
            String requestId = found.attempt().requestId();
            try {
                events.add(decided.entry(found.cart(), found.attempt()));
                requestIds.add(requestId);
            } catch (RuntimeException contradiction) {
                unmade.add(new Unmade(requestId, contradiction.toString()));
            }
        }
        return new MadeEvents(requestIds, events, unmade);
    }
}
