package io.checkoutsuite.reservations.request;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.reservations.counter.Shortage;
import java.util.List;

/** Lets the owner add events to the write that records a shortage. */
@FunctionalInterface
public interface ShortageHandler {

    /** Adds nothing. */
    ShortageHandler NONE = shortages -> List.of();

    /** Returns the events for the outbox of the request. It is called at least once per shortage, but they are written exactly once. */
    List<OutboxEntry> events(List<Shortage> shortages);
}
