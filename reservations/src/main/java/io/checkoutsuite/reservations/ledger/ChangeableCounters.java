package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The counters with their pending changes. Each method is one command. */
public interface ChangeableCounters {

    /**
     * A counter as read.
     *
     * @param changeCount the number of its changes so far
     * @param pending the last change, unless it is recorded
     */
    record Snapshot(Counter counter, long changeCount, Optional<CounterChange> pending) {}

    /**
     * A definition that creates or replaces a counter.
     *
     * @param before the counter to replace; empty to create it
     */
    record Replacement(CounterDefinition definition, Optional<Snapshot> before, CounterChange change) {}

    /**
     * Returns the existing counters by id.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if one of them cannot be read: it must not be treated as a missing one
     */
    Map<String, Snapshot> read(Collection<String> ids);

    /** Creates or replaces the counters and leaves the changes pending. Returns false if another call has changed one of them. */
    boolean replace(List<Replacement> replacements);

    /** Changes the total by the difference and leaves the change pending. Returns false if another call has changed the counter. */
    boolean adjust(Snapshot before, CounterChange change);
}
