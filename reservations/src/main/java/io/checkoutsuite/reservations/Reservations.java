package io.checkoutsuite.reservations;

import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.mongo.TenantKey;
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

    private final ReservationRequestStore requests;
    private final CounterDefinitions definitions;
    private final Reserve reserve;
    private final Commit commit;
    private final Release release;
    private final ExpirySweep expirySweep;
    private final Preview preview;
    private final OutcomeLookup outcomeLookup;
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
        this(mongo, counterCollection, requestCollection, outcomes, extension, clock, StepHook.DEFAULT);
    }

    Reservations(
            MongoOperations mongo,
            String counterCollection,
            String requestCollection,
            CheckoutOutcomes outcomes,
            Duration extension,
            Clock clock,
            StepHook hook) {
        this.clock = clock;
        requests = new ReservationRequestStore(mongo, requestCollection, clock, hook);
        definitions = new CounterDefinitions(mongo, counterCollection);
        CounterStore counters = new CounterStore(mongo, counterCollection, hook);
        HoldPlacement placement = new HoldPlacement(counters);
        reserve = new Reserve(requests, counters, placement, hook);
        commit = new Commit(requests, counters, placement, clock, hook);
        release = new Release(requests, counters, clock);
        outcomeLookup = new OutcomeLookup(outcomes, clock);
        expirySweep = new ExpirySweep(requests, counters, commit, outcomeLookup, extension, clock);
        preview = new Preview(requests, counters, placement, clock);
        requests.createIndexes();
        counters.createIndexes();
    }

    /**
     * Reserves all lines until the lease expires, or none of them. A repeated call with the same request id returns the existing
     * reservation and renews its lease.
     *
     * @param attributes stored with a new request (a cart id, for example)
     * @throws RequestIdReusedException if the request id was used with different lines before
     * @throws ConcurrentRequestException if concurrent calls for the same request leave the outcome undecided
     */
    public ReserveResult reserve(RequestKey key, List<Line> lines, Duration lease, Map<String, String> attributes) {
        Instant now = clock.instant();
        return reserve.reserve(
                ReservationRequest.reserved(key, Line.summed(key, lines), now, now.plus(lease), attributes));
    }

    /**
     * Commits what the request holds. Quantities that it lost or never reserved are reserved again; those that are no longer available
     * are recorded as shortages, together with whatever {@code onShortage} adds. A repeated call changes nothing and completes an
     * interrupted one.
     *
     * @param linesIfUnknown used, like the attributes, only if the request is unknown
     * @throws ConcurrentRequestException if concurrent calls for the same request leave the outcome undecided
     */
    public CommitResult commit(
            RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, ShortageHandler onShortage) {
        return commit.commit(key, Line.summed(key, linesIfUnknown), attributes, onShortage);
    }

    /**
     * Releases what the request holds, immediately and finally: every later reserve or commit call for it is refused, even if the request
     * was unknown. A request that is already committed stays committed.
     */
    public ReleaseResult release(RequestKey key) {
        return release.release(key);
    }

    /** Extends the lease to at least this duration from now, even if it has expired but is not settled yet. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        if (requests.extend(key.id(), clock.instant().plus(lease))) {
            return ExtendResult.EXTENDED;
        }
        ReservationRequest seen = requests.find(key.id());
        if (seen == null) {
            return ExtendResult.UNKNOWN;
        }
        return switch (seen.state()) {
            case RELEASED -> ExtendResult.RELEASED;
            case COMMITTED, REACQUIRING -> ExtendResult.COMMITTED;
            // It was created between the update and the read, with a lease of its own.
            case RESERVED -> ExtendResult.EXTENDED;
        };
    }

    /**
     * Settles up to {@code batch} expired requests according to the outcomes of their checkouts: completed ones are committed, running
     * ones are extended, rolled back and unknown ones are released. While an outcome is unavailable, the holds stay in place.
     */
    public SweepResult settleExpired(int batch) {
        return expirySweep.settleExpired(batch);
    }

    /** The number of tenants whose checkout outcomes are currently unavailable. */
    public int tenantsWithoutOutcomes() {
        return outcomeLookup.tenantsWithoutAnswer();
    }

    /**
     * Releases or commits orphaned holds: expired holds, in up to {@code batch} counters, whose request is released or committed. Returns
     * their number.
     */
    public int settleOrphans(int batch) {
        return expirySweep.settleOrphans(batch);
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
    public LookupResult<Counter> known(Collection<String> counters) {
        return definitions.known(counters);
    }

    /**
     * Returns up to {@code limit} counters of the tenant after this key, ordered by id.
     *
     * @param as converts a counter; counters that cannot be read or converted are left out
     */
    public <T> List<T> page(TenantKey after, int limit, Function<Counter, T> as) {
        return definitions.page(after, limit, as);
    }

    /** Returns the current request. */
    public Optional<ReservationRequest> find(RequestKey key) {
        return Optional.ofNullable(requests.find(key.id()));
    }

    /**
     * Returns the tenant's reserved and committed requests after the given request id, ordered by request id.
     *
     * @param as converts a request; requests that cannot be read or converted are left out
     */
    public <T> List<T> holding(String tenant, String after, int limit, Function<ReservationRequest, T> as) {
        return requests.holding(tenant, null, null, after, limit, as);
    }

    /** The same, restricted to requests created at {@code from} or later and before {@code to}. */
    public <T> List<T> holding(
            String tenant, Instant from, Instant to, String after, int limit, Function<ReservationRequest, T> as) {
        return requests.holding(tenant, from, to, after, limit, as);
    }

    /** Previews a {@link #commit}: what it would do now. */
    public ChangePreview previewCommit(RequestKey key, List<Line> linesIfUnknown) {
        return preview.commit(key, Line.summed(key, linesIfUnknown));
    }

    /** Previews a {@link #release}: what it would do now. */
    public ChangePreview previewRelease(RequestKey key) {
        return preview.release(key);
    }
}
