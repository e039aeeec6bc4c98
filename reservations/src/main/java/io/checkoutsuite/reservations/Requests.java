package io.checkoutsuite.reservations;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.Known;
import io.checkoutsuite.mongo.Readable;
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
class Requests {

    private static final FindAndModifyOptions RETURN_NEW =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;
    private final String collection;
    private final Clock clock;
    private final Pace pace;
    private final Readable readable;

    Requests(MongoOperations mongo, String collection, Clock clock, Pace pace) {
        this.mongo = mongo;
        this.collection = collection;
        this.clock = clock;
        this.pace = pace;
        readable = new Readable(mongo, collection);
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
    Request find(String id) {
        pace.before("find request");
        return read(mongo.findById(id, Document.class, collection));
    }

    Known<Request> known(Collection<String> ids) {
        pace.before("find requests");
        return readable.known(mongo.find(query(where("_id").in(ids)), Document.class, collection), Request::of);
    }

    /** Race: concurrent first calls for one request (reserve, commit or release). The unique key lets one of them insert it. */
    boolean insert(Request request) {
        pace.before("insert request");
        try {
            mongo.insert(request.stored(), collection);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Race: a repeated reserve against release, commit or another repeated reserve. Each generation belongs to one call. */
    @Nullable
    Request nextTake(Request seen, Instant until) {
        return write(
                "next take", as(seen, State.SOFT), new Update().inc("take", 1).max("until", Date.from(until)));
    }

    /** Race: a repeated reserve that found all its holds against a release. */
    boolean renew(Request seen, Instant until) {
        return write("renew", as(seen, State.SOFT), new Update().max("until", Date.from(until))) != null;
    }

    /** Race: the extension of a lease against its expiry. */
    boolean extend(String id, Instant until) {
        Criteria soft = where("_id").is(id).and("state").is(State.SOFT.name());
        return write("extend", soft, new Update().max("until", Date.from(until))) != null;
    }

    /** Race: the refusal of a reserve against a newer call that may have reserved all lines. */
    boolean refuse(Request taken) {
        return write("refuse", as(taken, State.SOFT), released(ReleaseReason.REFUSED)) != null;
    }

    /** Race: commit against release or a repeated reserve. Afterwards no call places holds of this generation. */
    boolean harden(Request held, List<String> uncounted) {
        return write("harden", as(held, State.SOFT), hard(uncounted)) != null;
    }

    /** Race: concurrent commits that reserve again, and a rollback that came first. */
    @Nullable
    Request retake(Request seen, Instant until) {
        Criteria unchanged = as(seen, seen.state());
        if (seen.reason() != null) {
            unchanged = unchanged.and("reason").is(seen.reason().name());
        }
        return write(
                "retake",
                unchanged,
                became(State.RETAKING, Step.TAKEN_ANEW)
                        .unset("reason")
                        .set("until", Date.from(until))
                        .inc("take", 1));
    }

    /** Race: a commit that reserved again against a rollback or a newer commit. The same write stores what the shortage handler adds. */
    boolean settle(Request retaken, Acquired acquired, OnShort onShort) {
        Update hard = hard(acquired.uncounted());
        List<Shortage> shortages = acquired.shortages();
        if (!shortages.isEmpty()) {
            hard.set(
                    "shortLines",
                    shortages.stream()
                            .map(line -> new Document("counter", line.counter())
                                    .append("requested", line.requested())
                                    .append("available", line.available()))
                            .toList());
            onShort.add(hard, shortages);
        }
        return write("settle", as(retaken, State.RETAKING), hard) != null;
    }

    /** Race: rollback against commit. The first one wins, and a rollback is final. */
    @Nullable
    Request rollBack(String id) {
        Criteria notKept = where("_id").is(id).and("state").ne(State.HARD.name());
        return write("roll back", notKept, released(ReleaseReason.ROLLED_BACK));
    }

    /** Returns the tenant's reserved and committed requests by request id, without those that cannot be read or converted. */
    <T> List<T> holding(
            String tenant,
            @Nullable Instant from,
            @Nullable Instant to,
            String after,
            int limit,
            Function<Request, T> as) {
        List<String> states = Stream.of(State.SOFT, State.RETAKING, State.HARD)
                .map(State::name)
                .toList();
        // '0' is the character after '/', so this range contains all ids of the tenant.
        Criteria holding = where("_id")
                .gt(tenant + "/" + after)
                .lt(tenant + "0")
                .and("state")
                .in(states);
        if (from != null && to != null) {
            holding.and("tenant")
                    .is(tenant)
                    .and("createdAt")
                    .gte(Date.from(from))
                    .lt(Date.from(to));
        }
        return readable.first(query(holding).with(Sort.by("_id")), limit, stored -> as.apply(Request.of(stored)));
    }

    /**
     * Streams all committed requests that have lines of these counters, because there may be very many. The caller must close the stream. An
     * unreadable request fails it, because sums without that request would be wrong.
     */
    Stream<Request> kept(Collection<String> counters) {
        pace.before("read kept");
        Criteria kept = where("lines.counter").in(counters).and("state").is(State.HARD.name());
        return mongo.stream(query(kept), Document.class, collection)
                .map(stored -> readable.required(stored, Request::of));
    }

    /** Returns the requests with a line of the counter, newest first, that precede the given cursor. */
    List<Request> of(String counter, @Nullable Place before, int limit) {
        Criteria ofCounter = where("lines.counter").is(counter);
        return readable.first(Place.newestFirst(ofCounter, "createdAt", before), limit, Request::of);
    }

    /** Returns the longest expired requests first, so that a postponed request goes to the end. */
    List<Request> pastLease(Instant now, Collection<String> exceptTenants, int batch) {
        pace.before("find expired");
        Criteria past = where("state")
                .is(State.SOFT.name())
                .and("until")
                .lt(Date.from(now))
                .and("tenant")
                .nin(exceptTenants);
        return readable.first(query(past).with(Sort.by("until")), batch, Request::of);
    }

    /** Race: the expiry of a lease against its extension, a repeated reserve, commit or rollback. */
    int release(List<Request> requests, ReleaseReason reason) {
        if (requests.isEmpty()) {
            return 0;
        }
        pace.before("expire");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Request request : requests) {
            Criteria unchanged = as(request, State.SOFT).and("until").is(Date.from(request.until()));
            bulk.updateOne(query(unchanged), released(reason));
        }
        return bulk.execute().getModifiedCount();
    }

    /** Race: extensions against calls that ended the requests meanwhile. Returns the number of extended leases. */
    int extend(List<Request> requests, Instant until) {
        if (requests.isEmpty()) {
            return 0;
        }
        pace.before("extend");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Request request : requests) {
            bulk.updateOne(query(as(request, State.SOFT)), new Update().max("until", Date.from(until)));
        }
        return bulk.execute().getModifiedCount();
    }

    private static Criteria as(Request seen, State state) {
        return where("_id")
                .is(seen.id())
                .and("state")
                .is(state.name())
                .and("take")
                .is(seen.take());
    }

    private Update released(ReleaseReason reason) {
        Step step =
                switch (reason) {
                    case REFUSED -> Step.REFUSED;
                    case EXPIRED -> Step.EXPIRED;
                    case ROLLED_BACK -> Step.ROLLED_BACK;
                };
        return became(State.RELEASED, step).set("reason", reason.name());
    }

    private Update hard(List<String> uncounted) {
        Update hard = became(State.HARD, Step.KEPT);
        return uncounted.isEmpty() ? hard : hard.set("uncounted", uncounted);
    }

    /** A repeated event keeps the time of the first. */
    private Update became(State state, Step step) {
        return Update.update("state", state.name()).min("steps." + step.name(), Date.from(clock.instant()));
    }

    private @Nullable Request write(String step, Criteria guard, Update update) {
        pace.before(step);
        return read(mongo.findAndModify(query(guard), update, RETURN_NEW, Document.class, collection));
    }

    private @Nullable Request read(@Nullable Document stored) {
        return stored == null ? null : readable.required(stored, Request::of);
    }
}
