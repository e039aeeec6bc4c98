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
 * The one place that takes, keeps and gives back limited quantities (stock, uses of a code): never more than there is (G4),
 * and once per request, however often and in whatever order it is called (G8).
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
     * Works on the two named collections and creates their indexes; needs the database to be there.
     *
     * @param outcomes asked before anything is done about a request whose lease ran out
     * @param extension of the lease of a checkout that is not over: after so long its outcome is asked for again
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
     * Holds all lines for the lease, or nothing. The same request again finds its own work and renews the lease.
     *
     * @param attributes a few words to remember with a new request (a cart id, say)
     * @throws OtherLinesUnderOneRequest when the request was made with other lines
     * @throws RequestContended when parallel calls of the same request leave the outcome open
     */
    public Taken take(RequestKey key, List<Line> lines, Duration lease, Map<String, String> attributes) {
        Instant now = clock.instant();
        return taking.take(Request.soft(key, Line.summed(key, lines), now, now.plus(lease), attributes));
    }

    /**
     * Keeps for good what the request holds. What it lost, or never took, is taken anew; what is gone is recorded as
     * short (I3), together with whatever {@code onShort} adds. A repetition changes nothing and finishes what was half-done.
     *
     * @param linesIfUnknown used, like the attributes, only if nothing is known of the request
     * @throws RequestContended when parallel calls of the same request leave the outcome open
     */
    public Kept keep(RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, OnShort onShort) {
        return keeping.keep(key, Line.summed(key, linesIfUnknown), attributes, onShort);
    }

    /**
     * Returns what the request holds, at once and for ever (I4): a later take or keep of it is refused, also when it had
     * never been heard of. What was kept before stays kept.
     */
    public GivenBack giveBack(RequestKey key) {
        return givingBack.giveBack(key);
    }

    /** Extends the lease to at least so much from now, also one that ran out and was not settled yet. */
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
            // It was made between the two looks, with its own lease.
            case SOFT -> ExtendResult.EXTENDED;
        };
    }

    /**
     * Settles up to so many requests whose lease ran out, by the outcome of their checkouts: completed ones are committed, running ones
     * extended, those rolled back or unknown released. As long as an outcome cannot be told, what is held stays held.
     */
    public SweepResult sweepExpired(int batch) {
        return sweeping.expired(batch);
    }

    /** Of how many tenants nobody can tell the outcomes of checkouts just now. */
    public int tenantsWithoutOutcomes() {
        return inquiry.unanswered();
    }

    /**
     * Releases or commits entries past their lease, in up to so many counters, whose request says that it is over or committed;
     * answers how many.
     */
    public int sweepStrays(int batch) {
        return sweeping.strays(batch);
    }

    /** Creates or replaces counters; what is held or kept of them stays, and available follows the difference. */
    public void define(List<CounterDefinition> counters) {
        definitions.define(counters);
    }

    /**
     * The counter as it stands.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read
     */
    public Optional<Counter> find(String counter) {
        return definitions.find(counter);
    }

    /** The counters as they stand; those that are unknown or cannot be read are left out, the order is the database's. */
    public List<Counter> findAll(Collection<String> counters) {
        return definitions.findAll(counters);
    }

    /** The same for whoever must not take a counter that cannot be read for one that is not there. */
    public Known<Counter> known(Collection<String> counters) {
        return definitions.known(counters);
    }

    /**
     * Counters by id, from between the two, at most so many.
     *
     * @param as what they are wanted as; those that cannot be read, or not as that, are left out
     */
    public <T> List<T> between(String after, String before, int limit, Function<Counter, T> as) {
        return definitions.between(after, before, limit, as);
    }

    /** The request as it stands. */
    public Optional<Request> find(RequestKey key) {
        return Optional.ofNullable(requests.find(key.id()));
    }

    /**
     * What the tenant's requests hold or have kept, ordered by request id, after the given one.
     *
     * @param as what they are wanted as; those that cannot be read, or not as that, are left out
     */
    public <T> List<T> holding(String tenant, String after, int limit, Function<Request, T> as) {
        return requests.holding(tenant, null, null, after, limit, as);
    }

    /** Those of them that were heard of first at {@code from} or later, and before {@code to}. */
    public <T> List<T> holding(
            String tenant, Instant from, Instant to, String after, int limit, Function<Request, T> as) {
        return requests.holding(tenant, from, to, after, limit, as);
    }

    /** What a {@link #keep} would do now. */
    public Outlook foreseeKeep(RequestKey key, List<Line> linesIfUnknown) {
        return foreseeing.keep(key, Line.summed(key, linesIfUnknown));
    }

    /** What a {@link #giveBack} would do now. */
    public Outlook foreseeGiveBack(RequestKey key) {
        return foreseeing.giveBack(key);
    }
}
