package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.purge.PurgeableCarts;
import io.checkoutsuite.messaging.outbox.Outbox;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Old carts, found by the day of their last change. */
@Repository
class MongoPurgeableCarts implements PurgeableCarts {

    private static final String PURGE_DEFERRAL = "purgeDeferral";

    private final MongoOperations mongo;

    MongoPurgeableCarts(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(CartDocument.COLLECTION)
                .createIndex(new Index("status", Sort.Direction.ASC).on("changedOn", Sort.Direction.ASC));
    }

    /** Why the purge of a cart is deferred, and until when. */
    private record PurgeDeferral(Instant until, String reason) {}

    @Override
    public List<Carts.Key> changedOn(List<LocalDate> days, CartStatus status, Instant now, int limit) {
        Criteria old = where("status")
                .is(status)
                .and("changedOn")
                .in(days.stream().map(LocalDate::toString).toList())
                .and(PURGE_DEFERRAL + ".until")
                .not()
                .gt(now);
        Query some = query(finished(old)).limit(limit);
        some.fields().include("tenant", "cartId");
        return mongo.find(some, Document.class, CartDocument.COLLECTION).stream()
                .map(CartDocument::key)
                .toList();
    }

    @Override
    public boolean remove(Cart seen) {
        // Guards against a concurrent change or submit, and against an event or compensation that is still pending.
        Criteria unchanged = where("_id")
                .is(CartDocument.id(seen.tenant(), seen.id()))
                .and("version")
                .is(seen.version())
                .and("status")
                .is(seen.status());
        return mongo.remove(query(finished(unchanged)), CartDocument.COLLECTION).getDeletedCount() == 1;
    }

    private static Criteria finished(Criteria criteria) {
        return Outbox.nothingPending(criteria)
                .and("attempts.compensation.state")
                .nin(Compensation.State.PENDING, Compensation.State.NEEDS_ATTENTION);
    }

    @Override
    public void deferPurge(Carts.Key cart, Instant until, String reason) {
        mongo.updateFirst(
                query(where("_id").is(CartDocument.id(cart.tenant(), cart.cartId()))),
                new Update().set(PURGE_DEFERRAL, new PurgeDeferral(until, reason)),
                CartDocument.COLLECTION);
    }
}
