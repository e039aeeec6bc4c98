package io.checkoutsuite.reservations;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** The conditional writes on request documents; each write alone decides a transition of the request. */
class ReservationRequestStore {

    private static final FindAndModifyOptions RETURN_NEW =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;
    private final String collection;
    private final Clock clock;
    private final StepHook hook;
    private final DocumentReader reader;

    ReservationRequestStore(MongoOperations mongo, String collection, Clock clock, StepHook hook) {
        this.mongo = mongo;
        this.collection = collection;
        this.clock = clock;
        this.hook = hook;
        reader = new DocumentReader(mongo, collection);
    }

    void createIndexes() {
        mongo.indexOps(collection).createIndex(new Index("state", Direction.ASC).on("until", Direction.ASC));
        mongo.indexOps(collection).createIndex(new Index("tenant", Direction.ASC).on("createdAt", Direction.ASC));
    }

    /** The index for the ledger of a counter: one key per line, in page order. */
    void createCounterIndex() {
        mongo.indexOps(collection)
                .createIndex(new Index("lines.counter", Direction.ASC)
                        .on("createdAt", Direction.DESC)
                        .on("_id", Direction.DESC));
    }

    @Nullable
    ReservationRequest find(String id) {
        hook.before("find request");
        return read(mongo.findById(id, Document.class, collection));
    }

    LookupResult<ReservationRequest> known(Collection<String> ids) {
        hook.before("find requests");
        return reader.lookUp(
                mongo.find(query(where("_id").in(ids)), Document.class, collection), ReservationRequest::of);
    }

    /** Race: concurrent first calls for one request (reserve, commit or release). The unique key lets one of them insert it. */
    boolean insert(ReservationRequest request) {
        hook.before("insert request");
        try {
            mongo.insert(request.toDocument(), collection);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Race: a repeated reserve against release, commit or another repeated reserve. Each generation belongs to one call. */
    @Nullable
    ReservationRequest nextGeneration(ReservationRequest seen, Instant until) {
        return write(
                "next generation",
                inState(seen, RequestState.RESERVED),
                new Update().inc("generation", 1).max("until", Date.from(until)));
    }

    /** Race: a repeated reserve that found all its holds against a release. */
    boolean renew(ReservationRequest seen, Instant until) {
        return write("renew", inState(seen, RequestState.RESERVED), new Update().max("until", Date.from(until)))
                != null;
    }

    /** Race: the extension of a lease against its expiry. */
    boolean extend(String id, Instant until) {
        Criteria reserved = where("_id").is(id).and("state").is(RequestState.RESERVED.name());
        return write("extend", reserved, new Update().max("until", Date.from(until))) != null;
    }

    /** Race: the refusal of a reserve against a newer call that may have reserved all lines. */
    boolean refuse(ReservationRequest reserved) {
        return write("refuse", inState(reserved, RequestState.RESERVED), releasedUpdate(ReleaseReason.REFUSED)) != null;
    }

    /** Race: commit against release or a repeated reserve. Afterwards no call places holds of this generation. */
    boolean commit(ReservationRequest held, List<String> uncounted) {
        return write("commit", inState(held, RequestState.RESERVED), committedUpdate(uncounted)) != null;
    }

    /** Race: concurrent commits that reserve again, and a rollback that came first. */
    @Nullable
    ReservationRequest reacquire(ReservationRequest seen, Instant until) {
        Criteria unchanged = inState(seen, seen.state());
        if (seen.reason() != null) {
            unchanged = unchanged.and("reason").is(seen.reason().name());
        }
        return write(
                "reacquire",
                unchanged,
                transition(RequestState.REACQUIRING, RequestEvent.REACQUIRED)
                        .unset("reason")
                        .set("until", Date.from(until))
                        .inc("generation", 1));
    }

    /** Race: a commit that reserved again against a rollback or a newer commit. The same write stores what the shortage handler adds. */
    boolean commitReacquired(ReservationRequest reacquired, PlacementResult placed, ShortageHandler onShortage) {
        Update update = committedUpdate(placed.uncounted());
        List<Shortage> shortages = placed.shortages();
        if (!shortages.isEmpty()) {
            update.set(
                    "shortLines",
                    shortages.stream()
                            .map(line -> new Document("counter", line.counter())
                                    .append("requested", line.requested())
                                    .append("available", line.available()))
                            .toList());
            onShortage.addTo(update, shortages);
        }
        return write("commit reacquired", inState(reacquired, RequestState.REACQUIRING), update) != null;
    }

    /** Race: rollback against commit. The first one wins, and a rollback is final. */
    @Nullable
    ReservationRequest rollBack(String id) {
        Criteria notCommitted = where("_id").is(id).and("state").ne(RequestState.COMMITTED.name());
        return write("roll back", notCommitted, releasedUpdate(ReleaseReason.ROLLED_BACK));
    }

    /** Returns the tenant's reserved and committed requests by request id, without those that cannot be read or converted. */
    <T> List<T> holding(
            String tenant,
            @Nullable Instant from,
            @Nullable Instant to,
            String after,
            int limit,
            Function<ReservationRequest, T> as) {
        List<String> states = Stream.of(RequestState.RESERVED, RequestState.REACQUIRING, RequestState.COMMITTED)
                .map(RequestState::name)
                .toList();
        Criteria holding =
                new TenantKey(tenant, after).startAfter(where("state").in(states));
        if (from != null && to != null) {
            holding.and("tenant")
                    .is(tenant)
                    .and("createdAt")
                    .gte(Date.from(from))
                    .lt(Date.from(to));
        }
        return reader.first(
                query(holding).with(Sort.by("_id")), limit, stored -> as.apply(ReservationRequest.of(stored)));
    }

    /**
     * Streams all committed requests that have lines of these counters, because there may be very many. The caller must close the stream. An
     * unreadable request fails it, because sums without that request would be wrong.
     */
    Stream<ReservationRequest> committed(Collection<String> counters) {
        hook.before("read committed");
        Criteria committed = where("lines.counter").in(counters).and("state").is(RequestState.COMMITTED.name());
        return mongo.stream(query(committed), Document.class, collection)
                .map(stored -> reader.readOrThrow(stored, ReservationRequest::of));
    }

    /** Returns the requests with a line of the counter, newest first, that precede the given cursor. */
    List<ReservationRequest> of(String counter, @Nullable LedgerCursor before, int limit) {
        Criteria ofCounter = where("lines.counter").is(counter);
        return reader.first(LedgerCursor.newestFirst(ofCounter, "createdAt", before), limit, ReservationRequest::of);
    }

    /** Returns the longest expired requests first, so that a postponed request goes to the end. */
    List<ReservationRequest> pastLease(Instant now, Collection<String> exceptTenants, int batch) {
        hook.before("find expired");
        Criteria past = where("state")
                .is(RequestState.RESERVED.name())
                .and("until")
                .lt(Date.from(now))
                .and("tenant")
                .nin(exceptTenants);
        return reader.first(query(past).with(Sort.by("until")), batch, ReservationRequest::of);
    }

    /** Race: the expiry of a lease against its extension, a repeated reserve, commit or rollback. */
    int release(List<ReservationRequest> requests, ReleaseReason reason) {
        if (requests.isEmpty()) {
            return 0;
        }
        hook.before("expire");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (ReservationRequest request : requests) {
            Criteria unchanged =
                    inState(request, RequestState.RESERVED).and("until").is(Date.from(request.until()));
            bulk.updateOne(query(unchanged), releasedUpdate(reason));
        }
        return bulk.execute().getModifiedCount();
    }

    /** Race: extensions against calls that ended the requests meanwhile. Returns the number of extended leases. */
    int extend(List<ReservationRequest> requests, Instant until) {
        if (requests.isEmpty()) {
            return 0;
        }
        hook.before("extend");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (ReservationRequest request : requests) {
            bulk.updateOne(query(inState(request, RequestState.RESERVED)), new Update().max("until", Date.from(until)));
        }
        return bulk.execute().getModifiedCount();
    }

    private static Criteria inState(ReservationRequest seen, RequestState state) {
        return where("_id")
                .is(seen.id())
                .and("state")
                .is(state.name())
                .and("generation")
                .is(seen.generation());
    }

    private Update releasedUpdate(ReleaseReason reason) {
        RequestEvent step =
                switch (reason) {
                    case REFUSED -> RequestEvent.REFUSED;
                    case EXPIRED -> RequestEvent.EXPIRED;
                    case ROLLED_BACK -> RequestEvent.RELEASED;
                };
        return transition(RequestState.RELEASED, step).set("reason", reason.name());
    }

    private Update committedUpdate(List<String> uncounted) {
        Update update = transition(RequestState.COMMITTED, RequestEvent.COMMITTED);
        return uncounted.isEmpty() ? update : update.set("uncounted", uncounted);
    }

    /** A repeated event keeps the time of the first. */
    private Update transition(RequestState state, RequestEvent step) {
        return Update.update("state", state.name()).min("eventTimes." + step.name(), Date.from(clock.instant()));
    }

    private @Nullable ReservationRequest write(String step, Criteria guard, Update update) {
        hook.before(step);
        return read(mongo.findAndModify(query(guard), update, RETURN_NEW, Document.class, collection));
    }

    private @Nullable ReservationRequest read(@Nullable Document stored) {
        return stored == null ? null : reader.readOrThrow(stored, ReservationRequest::of);
    }
}
