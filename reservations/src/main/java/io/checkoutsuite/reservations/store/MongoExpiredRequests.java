package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.RequestDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.reservations.expiry.ExpiredRequests;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** The conditional writes on requests whose lease has expired. */
@Component
class MongoExpiredRequests implements ExpiredRequests {

    private final MongoOperations mongo;
    private final String collection;
    private final Clock clock;
    private final DocumentReader reader;

    MongoExpiredRequests(MongoOperations mongo, ReservationCollections collections, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
        collection = collections.requests();
        reader = new DocumentReader(mongo, collection);
        mongo.indexOps(collection).createIndex(new Index(STATE, Direction.ASC).on(LEASE_UNTIL, Direction.ASC));
    }

    @Override
    public List<ReservationRequest> pastLease(Instant now, Collection<String> exceptTenants, int batch) {
        Criteria past = where(STATE)
                .is(State.RESERVED.name())
                .and(LEASE_UNTIL)
                .lt(Date.from(now))
                .and(TENANT)
                .nin(exceptTenants);
        return reader.first(query(past).with(Sort.by(LEASE_UNTIL)), batch, RequestDocuments::request);
    }

    @Override
    public LookupResult<ReservationRequest> known(Collection<String> ids) {
        return reader.lookUp(
                mongo.find(query(where(ID).in(ids)), Document.class, collection), RequestDocuments::request);
    }

    /** Race: the expiry of a lease against its extension, a repeated reserve, commit or rollback. */
    @Override
    public int release(List<ReservationRequest> reserved, ReleaseReason reason) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (ReservationRequest request : reserved) {
            Criteria unchanged =
                    inState(request, State.RESERVED).and(LEASE_UNTIL).is(Date.from(leaseUntil(request)));
            bulk.updateOne(query(unchanged), released(reason, clock.instant()));
        }
        return bulk.execute().getModifiedCount();
    }

    /** Race: extensions against calls that ended the requests meanwhile. */
    @Override
    public int extend(List<ReservationRequest> reserved, Instant leaseUntil) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (ReservationRequest request : reserved) {
            bulk.updateOne(query(inState(request, State.RESERVED)), extended(leaseUntil));
        }
        return bulk.execute().getModifiedCount();
    }

    private static Instant leaseUntil(ReservationRequest request) {
        if (request.state() instanceof RequestState.Reserved(var until)) {
            return until;
        }
        throw new IllegalArgumentException("Request " + request.id() + " has no lease that could expire");
    }
}
