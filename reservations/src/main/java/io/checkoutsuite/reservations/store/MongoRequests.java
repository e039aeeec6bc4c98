package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.RequestDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.Requests;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The conditional writes on request documents; each write alone decides a transition of the request. */
@Component
class MongoRequests implements Requests {

    private static final FindAndModifyOptions RETURN_NEW =
            FindAndModifyOptions.options().returnNew(true);

    private static final List<String> HOLDING =
            List.of(State.RESERVED.name(), State.REACQUIRING.name(), State.COMMITTED.name());

    private final MongoOperations mongo;
    private final String collection;
    private final Clock clock;
    private final DocumentReader reader;

    MongoRequests(MongoOperations mongo, ReservationCollections collections, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
        collection = collections.requests();
        reader = new DocumentReader(mongo, collection);
        mongo.indexOps(collection).createIndex(new Index(TENANT, Direction.ASC).on(CREATED_AT, Direction.ASC));
    }

    @Override
    public Optional<ReservationRequest> find(RequestKey key) {
        return read(mongo.findById(key.id(), Document.class, collection));
    }

    /** Race: concurrent first calls for one request (reserve, commit or release). The unique key lets one of them insert it. */
    @Override
    public boolean insert(ReservationRequest request) {
        try {
            mongo.insert(document(request), collection);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    /** Race: a repeated reserve against release, commit or another repeated reserve. Each generation belongs to one call. */
    @Override
    public Optional<ReservationRequest> nextGeneration(ReservationRequest seen, Instant leaseUntil) {
        return write(inState(seen, State.RESERVED), extended(leaseUntil).inc(GENERATION, 1));
    }

    /** Race: a repeated reserve that found all its holds against a release. */
    @Override
    public boolean renew(ReservationRequest seen, Instant leaseUntil) {
        return write(inState(seen, State.RESERVED), extended(leaseUntil)).isPresent();
    }

    /** Race: the extension of a lease against its expiry. */
    @Override
    public boolean extend(RequestKey key, Instant leaseUntil) {
        Criteria reserved = where(ID).is(key.id()).and(STATE).is(State.RESERVED.name());
        return write(reserved, extended(leaseUntil)).isPresent();
    }

    /** Race: the refusal of a reserve against a newer call that may have reserved all lines. */
    @Override
    public boolean refuse(ReservationRequest reserved) {
        return write(inState(reserved, State.RESERVED), released(ReleaseReason.REFUSED, clock.instant()))
                .isPresent();
    }

    /** Race: commit against release or a repeated reserve. Afterwards no call places holds of this generation. */
    @Override
    public boolean commit(ReservationRequest reserved, List<String> uncounted) {
        return write(inState(reserved, State.RESERVED), committed(List.of(), uncounted, clock.instant()))
                .isPresent();
    }

    /** Race: as for a request that was read. Its lines decide which holds have to be there. */
    @Override
    public boolean commitAsReserved(ReservationRequest expected, List<String> uncounted) {
        return write(
                        inState(expected, State.RESERVED).and(LINES).is(lines(expected)),
                        committed(List.of(), uncounted, clock.instant()))
                .isPresent();
    }

    /** Race: concurrent commits that reserve again, and a rollback that came first. */
    @Override
    public Optional<ReservationRequest> reacquire(ReservationRequest seen, Instant leaseUntil) {
        Criteria unchanged = inState(seen, State.of(seen.state()));
        if (seen.state() instanceof RequestState.Released(var reason)) {
            unchanged = unchanged.and(REASON).is(reason.name());
        }
        return write(unchanged, reacquiring(leaseUntil, clock.instant()));
    }

    /** Race: a commit that reserved again against a rollback or a newer commit. The same write stores the events about shortages. */
    @Override
    public boolean commitReacquired(
            ReservationRequest reacquired, List<Shortage> shortages, List<String> uncounted, List<OutboxEntry> events) {
        Instant now = clock.instant();
        Update update = committed(shortages, uncounted, now);
        if (!events.isEmpty()) {
            Outbox.append(update, events, now);
        }
        return write(inState(reacquired, State.REACQUIRING), update).isPresent();
    }

    /** Race: rollback against commit. The first one wins, and a rollback is final. */
    @Override
    public Optional<ReservationRequest> rollBack(RequestKey key) {
        Criteria notCommitted = where(ID).is(key.id()).and(STATE).ne(State.COMMITTED.name());
        return write(notCommitted, released(ReleaseReason.ROLLED_BACK, clock.instant()));
    }

    /** Race: deliveries of one completion, one of which may have crashed after it committed. The first one stores its record. */
    @Override
    public boolean record(RequestKey key, Map<String, Object> ownerRecord, OutboxEntry event) {
        Criteria notRecorded = where(ID)
                .is(key.id())
                .and(STATE)
                .is(State.COMMITTED.name())
                .and(RECORDED)
                .exists(false);
        Update update = Outbox.append(Update.update(RECORDED, ownerRecord), event);
        return mongo.updateFirst(query(notRecorded), update, collection).getMatchedCount() > 0;
    }

    @Override
    public <T> List<T> holding(
            String tenant, @Nullable TimeRange created, String after, int limit, Function<ReservationRequest, T> as) {
        Criteria holding = new TenantKey(tenant, after).startAfter(where(STATE).in(HOLDING));
        if (created != null) {
            holding.and(TENANT)
                    .is(tenant)
                    .and(CREATED_AT)
                    .gte(Date.from(created.from()))
                    .lt(Date.from(created.to()));
        }
        return reader.first(query(holding).with(Sort.by(ID)), limit, stored -> as.apply(request(stored)));
    }

    private Optional<ReservationRequest> write(Criteria guard, Update update) {
        return read(mongo.findAndModify(query(guard), update, RETURN_NEW, Document.class, collection));
    }

    private Optional<ReservationRequest> read(@Nullable Document stored) {
        return Optional.ofNullable(stored).map(document -> reader.readOrThrow(document, RequestDocuments::request));
    }
}
