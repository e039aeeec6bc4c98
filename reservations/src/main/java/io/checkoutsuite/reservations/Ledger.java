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

    private final Requests requests;
    private final Changes changes;
    private final Owning owning;
    private final Recounting recounting;

    /** Uses the collections of {@link Reservations} and one for changes, and creates the indexes it needs. */
    public Ledger(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            String changeCollection,
            Clock clock) {
        this(mongo, counterCollection, requestCollection, changeCollection, clock, Pace.FULL);
    }

    Ledger(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            String changeCollection,
            Clock clock,
            Pace pace) {
        requests = new Requests(mongo, requestCollection, clock, pace);
        changes = new Changes(mongo, counterCollection, changeCollection, pace);
        owning = new Owning(mongo, counterCollection, changes, clock, pace);
        recounting = new Recounting(mongo, counterCollection, requests, pace);
        requests.createCounterIndex();
        changes.createIndexes();
    }

    /**
     * Creates or replaces counters, as {@link Reservations#define} does, and records the changes. A counter that already matches its
     * definition is left unchanged.
     */
    public void count(List<CounterDefinition> counters, OwnerWord word) {
        owning.count(counters, word);
    }

    /** Raises or lowers a counter's total, once per batch. What is promised stays promised. */
    public Adjusted adjust(String counter, long delta, OwnerWord word) {
        return owning.adjust(counter, delta, word);
    }

    /** Records up to {@code most} changes that crashed processes made and did not record. Returns their number. */
    public int recordOwed(int most) {
        return owning.record(most);
    }

    /** Returns the records of the counter, including refused requests: newest first, preceding the given cursor. */
    public List<Recorded> of(String counter, @Nullable Place before, int limit) {
        return Stream.<Recorded>concat(
                        requests.of(counter, before, limit).stream(), changes.of(counter, before, limit).stream())
                .sorted(Place.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Recomputes the reserved and committed quantities of these counters from their requests, and returns the figures that differ. This
     * reads every request that was ever committed on them.
     *
     * @param repair whether to repair them; a counter that keeps changing meanwhile is not repaired
     */
    public List<Difference> recount(Collection<String> counters, boolean repair) {
        return recounting.recount(counters, repair);
    }
}
