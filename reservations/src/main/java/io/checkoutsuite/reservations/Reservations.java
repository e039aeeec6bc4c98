package io.checkoutsuite.reservations;

import io.checkoutsuite.mongo.Known;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Reserves, commits and releases limited quantities (stock, uses of a code). It never promises more than is available (G4), and each
 * request counts once, regardless of the number and order of calls (G8).
 */
public class Reservations {

    private final Requests requests;
    private final Definitions definitions;
    private final Taking taking;
    private final Keeping keeping;
    private final GivingBack givingBack;
    private final Sweeping sweeping;
    private final Foreseeing foreseeing;
    private final Inquiry inquiry;
    private final Clock clock;

    /**
     * Uses the two named collections and creates their indexes, so the database must be available.
     *
     * @param outcomes is queried before an expired request is settled
     * @param extension how long the lease of an undecided checkout is extended; its outcome is looked up again afterwards
     */
    public Reservations(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            CheckoutOutcomes outcomes,
            Duration extension,
            Clock clock) {
        this(mongo, counterCollection, requestCollection, outcomes, extension, clock, Pace.FULL);
    }

    Reservations(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            CheckoutOutcomes outcomes,
            Duration extension,
            Clock clock,
            Pace pace) {
        this.clock = clock;
        requests = new Requests(mongo, requestCollection, clock, pace);
        definitions = new Definitions(mongo, counterCollection);
        Counters counters = new Counters(mongo, counterCollection, pace);
        Acquisition acquisition = new Acquisition(counters);
        taking = new Taking(requests, counters, acquisition, pace);
        keeping = new Keeping(requests, counters, acquisition, clock, pace);
        givingBack = new GivingBack(requests, counters, clock);
        inquiry = new Inquiry(outcomes, clock);
        sweeping = new Sweeping(requests, counters, keeping, inquiry, extension, clock);
        foreseeing = new Foreseeing(requests, counters, acquisition, clock);
        requests.createIndexes();
        counters.createIndexes();
    }

    /**
     * Reserves all lines until the lease expires, or none of them. A repeated call with the same request id returns the existing
     * reservation and renews its lease.
     *
     * @param attributes stored with a new request (a cart id, for example)
     * @throws OtherLinesUnderOneRequest if the request id was used with different lines before
     * @throws RequestContended if concurrent calls for the same request leave the outcome undecided
     */
    public Taken take(RequestKey key, List<Line> lines, Duration lease, Map<String, String> attributes) {
        Instant now = clock.instant();
        return taking.take(Request.soft(key, Line.summed(key, lines), now, now.plus(lease), attributes));
    }

    /**
     * Commits what the request holds. Quantities that it lost or never reserved are reserved again; those that are no longer available
     * are recorded as shortages, together with whatever {@code onShort} adds. A repeated call changes nothing and completes an
     * interrupted one.
     *
     * @param linesIfUnknown used, like the attributes, only if the request is unknown
     * @throws RequestContended if concurrent calls for the same request leave the outcome undecided
     */
    public Kept keep(RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, OnShort onShort) {
        return keeping.keep(key, Line.summed(key, linesIfUnknown), attributes, onShort);
    }

    /**
     * Releases what the request holds, immediately and finally: every later reserve or commit call for it is refused, even if the request
     * was unknown. A request that is already committed stays committed.
     */
    public GivenBack giveBack(RequestKey key) {
        return givingBack.giveBack(key);
    }

    /** Extends the lease to at least this duration from now, even if it has expired but is not settled yet. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        if (requests.extend(key.id(), clock.instant().plus(lease))) {
            return ExtendResult.EXTENDED;
        }
        Request seen = requests.find(key.id());
        if (seen == null) {
            return ExtendResult.UNKNOWN;
        }
        return switch (seen.state()) {
            case RELEASED -> ExtendResult.RELEASED;
            case HARD, RETAKING -> ExtendResult.COMMITTED;
            // It was created between the update and the read, with a lease of its own.
            case SOFT -> ExtendResult.EXTENDED;
        };
    }

    /**
     * Settles up to {@code batch} expired requests according to the outcomes of their checkouts: completed ones are committed, running
     * ones are extended, rolled back and unknown ones are released. While an outcome is unavailable, the holds stay in place.
     */
    public SweepResult sweepExpired(int batch) {
        return sweeping.expired(batch);
    }

    /** The number of tenants whose checkout outcomes are currently unavailable. */
    public int tenantsWithoutOutcomes() {
        return inquiry.unanswered();
    }

    /**
     * Releases or commits orphaned holds: expired holds, in up to {@code batch} counters, whose request is released or committed. Returns
     * their number.
     */
    public int sweepStrays(int batch) {
        return sweeping.strays(batch);
    }

    /** Creates or replaces counters. Reserved and committed quantities stay; the available quantity changes by the difference. */
    public void define(List<CounterDefinition> counters) {
        definitions.define(counters);
    }

    /**
     * Returns the current counter.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read
     */
    public Optional<Counter> find(String counter) {
        return definitions.find(counter);
    }

    /** Returns the current counters in no particular order, without those that are unknown or unreadable. */
    public List<Counter> findAll(Collection<String> counters) {
        return definitions.findAll(counters);
    }

    /** The same, but distinguishes unreadable counters from missing ones. */
    public Known<Counter> known(Collection<String> counters) {
        return definitions.known(counters);
    }

    /**
     * Returns up to {@code limit} counters with ids strictly between the two, ordered by id.
     *
     * @param as converts a counter; counters that cannot be read or converted are left out
     */
    public <T> List<T> between(String after, String before, int limit, Function<Counter, T> as) {
        return definitions.between(after, before, limit, as);
    }

    /** Returns the current request. */
    public Optional<Request> find(RequestKey key) {
        return Optional.ofNullable(requests.find(key.id()));
    }

    /**
     * Returns the tenant's reserved and committed requests after the given request id, ordered by request id.
     *
     * @param as converts a request; requests that cannot be read or converted are left out
     */
    public <T> List<T> holding(String tenant, String after, int limit, Function<Request, T> as) {
        return requests.holding(tenant, null, null, after, limit, as);
    }

    /** The same, restricted to requests created at {@code from} or later and before {@code to}. */
    public <T> List<T> holding(
            String tenant, Instant from, Instant to, String after, int limit, Function<Request, T> as) {
        return requests.holding(tenant, from, to, after, limit, as);
    }

    /** Previews a {@link #keep}: what it would do now. */
    public Outlook foreseeKeep(RequestKey key, List<Line> linesIfUnknown) {
        return foreseeing.keep(key, Line.summed(key, linesIfUnknown));
    }

    /** Previews a {@link #giveBack}: what it would do now. */
    public Outlook foreseeGiveBack(RequestKey key) {
        return foreseeing.giveBack(key);
    }
}
