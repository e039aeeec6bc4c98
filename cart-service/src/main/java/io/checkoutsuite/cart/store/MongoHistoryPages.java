package io.checkoutsuite.cart.store;

import static java.util.stream.Collectors.toSet;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.history.CheckoutHistory;
import io.checkoutsuite.cart.history.HistoryCursor;
import io.checkoutsuite.cart.history.HistoryFilter;
import io.checkoutsuite.cart.history.StoredCart;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxDocument;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.text.BoundedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads the checkout history from the carts: first the ids of the carts of a page, by an index, then these carts by their keys. */
@Repository
class MongoHistoryPages implements CheckoutHistory {

    private static final List<CartStatus> IN_CHECKOUT =
            Arrays.stream(CartStatus.values()).filter(CartStatus::isInCheckout).toList();

    /** How many carts are in memory at a time; a cart may have several megabytes. */
    private static final int CARTS_PER_BATCH = 20;

    private static final int MAX_REASON_LENGTH = 1_000;

    private static final String ID = "_id";
    private static final String TENANT = "tenant";
    private static final String ORDER_NUMBER = "attempts.orderNumber";

    private final MongoOperations mongo;

    MongoHistoryPages(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(CartDocument.COLLECTION).createIndex(new Index(ORDER_NUMBER, Sort.Direction.ASC));
        mongo.indexOps(CartDocument.COLLECTION)
                .createIndex(new Index(TENANT, Sort.Direction.ASC)
                        .on("attempts.outcome", Sort.Direction.ASC)
                        .on("attempts.decidedAt", Sort.Direction.ASC));
    }

    /** A cart without its stored responses, and with its pending events. */
    private record StoredHistory(
            @Id String id,
            String tenant,
            String cartId,
            long version,
            CartStatus status,
            CartContent content,
            List<AttemptDocument> attempts,
            @Unwrapped.Nullable @Nullable OutboxDocument pending) {

        /** Fails if a part is missing or of another type: the document may contain anything, and an array checks the type of its elements. */
        StoredCart cart() {
            return new StoredCart.Readable(
                    new Cart(
                            cartId,
                            tenant,
                            version,
                            status,
                            Objects.requireNonNull(content, "content"),
                            attempts.stream().map(AttemptDocument::attempt).toList(),
                            List.of()),
                    pending == null ? List.of() : List.of(pending.entries().toArray(OutboxEntry[]::new)));
        }
    }

    @Override
    public List<String> cartIds(String tenant, HistoryFilter filter, HistoryCursor after, int limit) {
        return switch (filter) {
            case HistoryFilter.OfCarts(var cartIds) -> ids(tenant, after, limit, named(tenant, cartIds));
            case HistoryFilter.OfAttempts(var requestIds) ->
                ids(
                        tenant,
                        after,
                        limit,
                        named(
                                tenant,
                                requestIds.stream()
                                        .map(Cart::cartIdOf)
                                        .distinct()
                                        .toList()));
            case HistoryFilter.OfAnyId(var id) -> withAnyId(tenant, id, after, limit);
            case HistoryFilter.Unfinished unfinished -> unfinished(tenant, after, limit);
            case HistoryFilter.Conditions conditions ->
                ids(tenant, after, limit, criteria(tenant, conditions).toArray(Criteria[]::new));
        };
    }

    private List<String> withAnyId(String tenant, String id, HistoryCursor after, int limit) {
        return Stream.of(
                        new Criteria[] {named(tenant, List.of(id))},
                        new Criteria[] {
                            named(tenant, List.of(Cart.cartIdOf(id))),
                            where("attempts.requestId").is(id)
                        },
                        new Criteria[] {
                            where(TENANT).is(tenant), where(ORDER_NUMBER).is(id)
                        })
                .map(criteria -> ids(tenant, after, limit, criteria))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Asks for each of the three conditions separately, because each of them has an index of its own. */
    private List<String> unfinished(String tenant, HistoryCursor after, int limit) {
        return Stream.of(
                        where("status").in(IN_CHECKOUT),
                        Outbox.pending(new Criteria()),
                        where("attempts.compensation.state")
                                .in(Compensation.State.PENDING, Compensation.State.NEEDS_ATTENTION))
                .flatMap(condition -> ids(tenant, after, limit, condition).stream())
                .distinct()
                .sorted(Comparator.comparing(HistoryCursor::afterCart))
                .limit(limit)
                .toList();
    }

    private static List<Criteria> criteria(String tenant, HistoryFilter.Conditions conditions) {
        List<Criteria> all = new ArrayList<>();
        if (conditions.cartId() != null) {
            all.add(named(tenant, List.of(conditions.cartId())));
        }
        if (conditions.requestId() != null) {
            all.add(named(tenant, List.of(Cart.cartIdOf(conditions.requestId()))));
        }
        if (conditions.orderNumber() != null) {
            all.add(where(ORDER_NUMBER).is(conditions.orderNumber()));
        }
        if (conditions.isOnDecision()) {
            all.add(where(TENANT).is(tenant));
            // All conditions apply to one attempt; otherwise an attempt before and one after the range would match
            // together.
            all.add(where("attempts").elemMatch(decision(conditions)));
        }
        return all;
    }

    private static Criteria decision(HistoryFilter.Conditions conditions) {
        Criteria attempt = where("outcome")
                .in(
                        conditions.outcome() == null
                                ? List.of(Attempt.Outcome.COMPLETED, Attempt.Outcome.ROLLED_BACK)
                                : List.of(conditions.outcome()));
        if (conditions.decidedFrom() != null || conditions.decidedTo() != null) {
            attempt = attempt.and("decidedAt");
            if (conditions.decidedFrom() != null) {
                attempt = attempt.gte(conditions.decidedFrom());
            }
            if (conditions.decidedTo() != null) {
                attempt = attempt.lt(conditions.decidedTo());
            }
        }
        return conditions.failureType() == null
                ? attempt
                : attempt.and("failure.type").is(conditions.failureType());
    }

    private static Criteria named(String tenant, Collection<String> cartIds) {
        return where(ID)
                .in(cartIds.stream()
                        .map(cartId -> CartDocument.id(tenant, cartId))
                        .toList());
    }

    private List<String> ids(String tenant, HistoryCursor after, int limit, Criteria... conditions) {
        TenantKey from = new TenantKey(tenant, after.cartId());
        Criteria behind = after.isAfterCart() ? from.startAfter(new Criteria()) : from.startAt(new Criteria());
        Query page = query(new Criteria()
                        .andOperator(Stream.concat(Stream.of(behind), Arrays.stream(conditions))
                                .toList()))
                .with(Sort.by(ID))
                .limit(limit);
        page.fields().include(ID);
        return mongo.find(page, Document.class, CartDocument.COLLECTION).stream()
                .map(MongoHistoryPages::cartId)
                .toList();
    }

    @Override
    public Stream<StoredCart> carts(String tenant, Collection<String> cartIds) {
        Query carts = query(named(tenant, cartIds)).with(Sort.by(ID)).cursorBatchSize(CARTS_PER_BATCH);
        carts.fields().include(TENANT, "cartId", "version", "status", "content", "attempts");
        Outbox.include(carts);
        return mongo.stream(carts, Document.class, CartDocument.COLLECTION).map(this::read);
    }

    /** An unreadable cart does not hide the others. */
    private StoredCart read(Document stored) {
        try {
            return mongo.getConverter().read(StoredHistory.class, stored).cart();
        } catch (RuntimeException broken) {
            return new StoredCart.Unreadable(
                    cartId(stored), BoundedText.beginning(MAX_REASON_LENGTH, broken.toString()));
        }
    }

    private static String cartId(Document stored) {
        return TenantKey.parse(stored.getString(ID)).name();
    }

    @Override
    public Set<String> existing(String tenant, Collection<String> cartIds) {
        Query found = query(named(tenant, cartIds))
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY);
        found.fields().include(ID);
        return mongo.find(found, Document.class, CartDocument.COLLECTION).stream()
                .map(MongoHistoryPages::cartId)
                .collect(toSet());
    }
}
