package io.checkoutsuite.reservations;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Everything that has ever changed a counter, and what follows from it. Requests are their own record: taking, keeping and giving
 * back writes nothing more for it. What owners say is recorded once per batch and counter, whatever dies in between.
 */
public class Ledger {

    private final Requests requests;
    private final Changes changes;
    private final Owning owning;
    private final Recounting recounting;

    /** Works on the collections of {@link Reservations} and one for changes, and creates the indexes it needs. */
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
     * Creates or replaces counters, as {@link Reservations#define} does, and records what that changed. A counter that is as said
     * already is left alone.
     */
    public void count(List<CounterDefinition> counters, OwnerWord word) {
        owning.count(counters, word);
    }

    /** Raises or lowers a counter's total once per batch; what is promised stays promised. */
    public Adjusted adjust(String counter, long delta, OwnerWord word) {
        return owning.adjust(counter, delta, word);
    }

    /** Records up to so many changes that dead processes made and did not record; answers how many. */
    public int recordOwed(int most) {
        return owning.record(most);
    }

    /** What changed the counter, or wanted to: the newest first, from before the given place. */
    public List<Recorded> of(String counter, @Nullable Place before, int limit) {
        return Stream.<Recorded>concat(
                        requests.of(counter, before, limit).stream(), changes.of(counter, before, limit).stream())
                .sorted(Place.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Works out anew what is held and kept of these counters, from their requests, and says where the figures differ. It reads every
     * request that was ever kept of them.
     *
     * @param repair whether to put it right, unless a counter keeps changing meanwhile
     */
    public List<Difference> recount(Collection<String> counters, boolean repair) {
        return recounting.recount(counters, repair);
    }
}
