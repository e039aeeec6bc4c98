package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and writes the compensations of attempts, which are stored in their carts. */
@Repository
class MongoCompensations implements Compensations {

    private static final String ATTEMPTS = "attempts";
    private static final String STATE = "compensation.state";

    private final MongoOperations mongo;
    private final DocumentReader reader;
    private final Function<Document, StoredCart> rows;

    MongoCompensations(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, CartDocument.COLLECTION);
        rows = reader.as(StoredCart.class);
        mongo.indexOps(CartDocument.COLLECTION)
                .createIndex(new Index(ATTEMPTS + "." + STATE, Sort.Direction.ASC)
                        .on(ATTEMPTS + ".compensation.dueAt", Sort.Direction.ASC)
                        .sparse());
    }

    /** The fields of a cart that a compensation needs. */
    private record StoredCart(@Id String id, String tenant, String cartId, List<StoredAttempt> attempts) {

        <C extends Compensation> Stream<Stored<C>> compensations(Class<C> type) {
            return attempts.stream()
                    .flatMap(attempt -> Stream.ofNullable(attempt.compensation())
                            .map(CompensationDocument::compensation)
                            .filter(type::isInstance)
                            .map(compensation -> new Stored<>(
                                    tenant,
                                    cartId,
                                    attempt.requestId(),
                                    attempt.orderNumber(),
                                    type.cast(compensation))));
        }
    }

    private record StoredAttempt(
            String requestId, String orderNumber, @Nullable CompensationDocument compensation) {}

    @Override
    public List<Stored<Compensation.Pending>> due(Instant now, int limit) {
        Query due = rows(where(ATTEMPTS)
                .elemMatch(where(STATE)
                        .is(Compensation.State.PENDING)
                        .and("compensation.dueAt")
                        .lte(now)));
        return find(due, limit, Compensation.Pending.class)
                .filter(found -> !found.compensation().dueAt().isAfter(now))
                .limit(limit)
                .toList();
    }

    /** The compensations of this type in at most this many carts. */
    private <C extends Compensation> Stream<Stored<C>> find(Query carts, int limit, Class<C> type) {
        return reader
                .first(
                        carts,
                        limit,
                        stored -> rows.apply(stored).compensations(type).toList())
                .stream()
                .flatMap(List::stream);
    }

    private static Query rows(Criteria criteria) {
        Query rows = query(criteria);
        rows.fields()
                .include(
                        "tenant",
                        "cartId",
                        ATTEMPTS + ".requestId",
                        ATTEMPTS + ".orderNumber",
                        ATTEMPTS + ".compensation");
        return rows;
    }

    @Override
    public boolean replace(Stored<?> seen, Compensation next, @Nullable OutboxEntry event) {
        Update update = new Update().set(ATTEMPTS + ".$[attempt].compensation", CompensationDocument.of(next));
        if (event != null) {
            Outbox.append(update, event);
        }
        // Guards against concurrent writes of retries, their results, an operator and a late compensation: the token
        // increases with every write.
        return write(
                seen.tenant(),
                seen.requestId(),
                where("compensation.token").is(seen.compensation().token()),
                update);
    }

    @Override
    public boolean begin(String tenant, String requestId, Compensation.Pending compensation) {
        return write(
                tenant,
                requestId,
                where("outcome")
                        .is(Attempt.Outcome.ROLLED_BACK)
                        .and("compensation")
                        .isNull(),
                new Update().set(ATTEMPTS + ".$[attempt].compensation", CompensationDocument.of(compensation)));
    }

    private boolean write(String tenant, String requestId, Criteria guard, Update update) {
        Query query = query(where("_id")
                .is(CartDocument.id(tenant, Cart.cartIdOf(requestId)))
                .and(ATTEMPTS)
                .elemMatch(guard.and("requestId").is(requestId)));
        update.filterArray(where("attempt.requestId").is(requestId));
        return mongo.updateFirst(query, update, CartDocument.COLLECTION).getMatchedCount() == 1;
    }

    @Override
    public List<Stored<Compensation.Open>> page(
            String tenant, Compensation.State state, String afterRequestId, int limit) {
        Criteria inState = where(ATTEMPTS + "." + STATE).is(state).and("tenant").is(tenant);
        Query page = rows(new TenantKey(tenant, Cart.cartIdOf(afterRequestId)).startAt(inState))
                .with(Sort.by("_id"));
        return find(page, limit + 1, Compensation.Open.class)
                .filter(found -> found.compensation().state() == state)
                .filter(found -> isAfter(found.requestId(), afterRequestId))
                .limit(limit)
                .toList();
    }

    private static boolean isAfter(String requestId, String cursor) {
        String cart = Cart.cartIdOf(requestId);
        return !cart.equals(Cart.cartIdOf(cursor))
                || requestId.length() > cursor.length()
                || (requestId.length() == cursor.length() && requestId.compareTo(cursor) > 0);
    }

    @Override
    public long count(Compensation.State state) {
        return mongo.count(query(where(ATTEMPTS + "." + STATE).is(state)), CartDocument.COLLECTION);
    }
}
