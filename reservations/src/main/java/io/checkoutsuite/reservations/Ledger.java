package io.checkoutsuite.reservations;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Everything that has changed a counter. Requests are their own record: reserve, commit and release write nothing extra for the
 * ledger. A change by the owner is recorded once per batch and counter, even if a process crashes in between.
 */
public class Ledger {

    private final ReservationRequestStore requests;
    private final CounterChangeLog changes;
    private final CounterUpdates updates;
    private final Recomputation recomputation;

    /** Uses the collections of {@link Reservations} and one for changes, and creates the indexes it needs. */
    public Ledger(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            String changeCollection,
            Clock clock) {
        this(mongo, counterCollection, requestCollection, changeCollection, clock, StepHook.DEFAULT);
    }

    Ledger(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            String changeCollection,
            Clock clock,
            StepHook hook) {
        requests = new ReservationRequestStore(mongo, requestCollection, clock, hook);
        changes = new CounterChangeLog(mongo, counterCollection, changeCollection, hook);
        updates = new CounterUpdates(mongo, counterCollection, changes, clock, hook);
        recomputation = new Recomputation(mongo, counterCollection, requests, hook);
        requests.createCounterIndex();
        changes.createIndexes();
    }

    /**
     * Creates or replaces counters, as {@link Reservations#define} does, and records the changes. A counter that already matches its
     * definition is left unchanged.
     */
    public void define(List<CounterDefinition> counters, ChangeBatch batch) {
        updates.define(counters, batch);
    }

    /** Raises or lowers a counter's total, once per batch. What is promised stays promised. */
    public AdjustResult adjust(String counter, long delta, ChangeBatch batch) {
        return updates.adjust(counter, delta, batch);
    }

    /** Records up to {@code most} changes that crashed processes made and did not record. Returns their number. */
    public int recordPending(int most) {
        return updates.recordPending(most);
    }

    /** Returns the records of the counter, including refused requests: newest first, preceding the given cursor. */
    public List<LedgerRecord> of(String counter, @Nullable LedgerCursor before, int limit) {
        return Stream.<LedgerRecord>concat(
                        requests.of(counter, before, limit).stream(), changes.of(counter, before, limit).stream())
                .sorted(LedgerCursor.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Recomputes the reserved and committed quantities of these counters from their requests, and returns the figures that differ. This
     * reads every request that was ever committed on them.
     *
     * @param repair whether to repair them; a counter that keeps changing meanwhile is not repaired
     */
    public List<Mismatch> recompute(Collection<String> counters, boolean repair) {
        return recomputation.recompute(counters, repair);
    }
}
