package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.InboxEntry;

/** What a listener does with an event. It may be repeated, even by several processes at once. */
@FunctionalInterface
public interface EventEffect<E extends SuiteEvent> {

    /**
     * Applies the event.
     *
     * @param entry what the write that changes the listener's document may store in it ({@link InboxDocument})
     * @return whether this call has stored the entry; false if the event was applied before, or has no effect
     */
    boolean apply(E event, InboxEntry entry);
}
