package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.replay.ReplayService.Unmade;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page of decided attempts makes.
 *
 * @param requestIds those that make an event
 * @param events theirs, in the same order
 * @param unmade those that make none, since what is stored of them contradicts itself
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
