package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.checkout.Undos;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

/** What attempts have yet to undo, inside their carts. */
@Repository
class MongoUndos implements Undos {

    private static final String ATTEMPTS = "attempts";
    private static final String STATE = "undo.state";

    /** Any more, and somebody has done something to the store that is not for this process to sort out. */
    private static final int MOST_UNREADABLE = 10_000;

    private final MongoOperations mongo;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    MongoUndos(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(CartDocument.COLLECTION)
                .createIndex(new Index(ATTEMPTS + "." + STATE, Sort.Direction.ASC)
                        .on(ATTEMPTS + ".undo.dueAt", Sort.Direction.ASC)
                        .sparse());
    }

    /** As much of a cart as undoing needs. */
    private record Row(@Id String id, String tenant, String cartId, List<Tried> attempts) {

        Stream<Open> open(Predicate<Undo> which) {
            return attempts.stream().flatMap(attempt -> Stream.ofNullable(attempt.undo())
                    .filter(which)
                    .map(undo -> new Open(tenant, cartId, attempt.requestId(), attempt.orderNumber(), undo)));
        }
    }

    private record Tried(
            String requestId, String orderNumber, @Nullable Undo undo) {}

    @Override
    public List<Open> due(Instant now, int limit) {
        List<Row> rows = new ArrayList<>();
        List<Document> found;
        do {
            Query due = rows(where(ATTEMPTS)
                            .elemMatch(where(STATE)
                                    .is(Undo.State.PENDING)
                                    .and("undo.dueAt")
                                    .lte(now))
                            .and("_id")
                            .nin(unreadable))
                    .limit(limit);
            found = mongo.find(due, Document.class, CartDocument.COLLECTION);
            for (Document stored : found) {
                Readable.one(mongo, stored, Row.class)
                        .ifPresentOrElse(rows::add, () -> unreadable.add(stored.getString("_id")));
            }
            // Those that cannot be read take no room from others.
        } while (rows.isEmpty() && found.size() == limit && unreadable.size() < MOST_UNREADABLE);
        return rows.stream()
                .flatMap(row -> row.open(undo ->
                        undo.state() == Undo.State.PENDING && !undo.dueAt().isAfter(now)))
                .limit(limit)
                .toList();
    }

    private static Query rows(Criteria criteria) {
        Query rows = query(criteria);
        rows.fields()
                .include("tenant", "cartId", ATTEMPTS + ".requestId", ATTEMPTS + ".orderNumber", ATTEMPTS + ".undo");
        return rows;
    }

    @Override
    public boolean replace(Open seen, Undo next, @Nullable OutboxEntry event) {
        Update update = new Update().set(ATTEMPTS + ".$[attempt].undo", next);
        if (event != null) {
            update.push(OutboxEntry.OUTBOX, event).set(OutboxEntry.OWES, true).set(OutboxEntry.OWED_AT, event.at());
        }
        // Decides every race between tries, their results, an operator and a latecomer: the token grows with every
        // write.
        return write(
                seen.tenant(),
                seen.requestId(),
                where("undo.token").is(seen.undo().token()),
                update);
    }

    @Override
    public boolean begin(String tenant, String requestId, Undo undo) {
        return write(
                tenant,
                requestId,
                where("outcome").is(Attempt.Outcome.ROLLED_BACK).and("undo").isNull(),
                new Update().set(ATTEMPTS + ".$[attempt].undo", undo));
    }

    private boolean write(String tenant, String requestId, Criteria guard, Update update) {
        Query query = query(where("_id")
                .is(CartDocument.id(tenant, Cart.cartIdOf(requestId)))
                .and(ATTEMPTS)
                .elemMatch(guard.and("requestId").is(requestId)));
        update.filterArray(where("attempt.requestId").is(requestId));
        return mongo.updateFirst(query, update, CartDocument.class, CartDocument.COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    @Override
    public List<Open> page(String tenant, Undo.State state, String afterRequestId, int limit) {
        Query page = rows(where(ATTEMPTS + "." + STATE)
                        .is(state)
                        .and("tenant")
                        .is(tenant)
                        .and("_id")
                        .gte(CartDocument.id(tenant, Cart.cartIdOf(afterRequestId)))
                        .lt(tenant + "0"))
                .with(Sort.by("_id"))
                .limit(limit + 1);
        return Readable.all(mongo, mongo.find(page, Document.class, CartDocument.COLLECTION), Row.class).stream()
                .flatMap(row -> row.open(undo -> undo.state() == state))
                .filter(open -> isAfter(open.requestId(), afterRequestId))
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
    public long count(Undo.State state) {
        return mongo.count(query(where(ATTEMPTS + "." + STATE).is(state)), CartDocument.COLLECTION);
    }
}
