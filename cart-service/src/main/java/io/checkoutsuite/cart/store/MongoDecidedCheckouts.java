package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.replay.DecidedCheckouts;
import io.checkoutsuite.cart.replay.EventFilter;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Repository;

/** Decided attempts, page by page in the order of their carts. */
@Repository
class MongoDecidedCheckouts implements DecidedCheckouts {

    /** A suffix of request ids that sorts after all attempts of a cart. */
    private static final String PASSED = "-" + Integer.MAX_VALUE;

    private static final String ORDER_NUMBER = "attempts.orderNumber";

    private final MongoOperations mongo;
    private final DocumentReader reader;

    MongoDecidedCheckouts(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, CartDocument.COLLECTION);
        mongo.indexOps(CartDocument.COLLECTION).createIndex(new Index(ORDER_NUMBER, Sort.Direction.ASC));
        mongo.indexOps(CartDocument.COLLECTION)
                .createIndex(new Index("tenant", Sort.Direction.ASC)
                        .on("attempts.outcome", Sort.Direction.ASC)
                        .on("attempts.decidedAt", Sort.Direction.ASC));
    }

    @Override
    public List<DecidedCheckout> page(String tenant, EventFilter filter, @Nullable String afterRequestId, int limit) {
        Criteria carts = where("tenant").is(tenant).and("attempts").elemMatch(matching(filter));
        String cartId = cartId(filter);
        if (filter.orderNumber() != null) {
            carts.and(ORDER_NUMBER).is(filter.orderNumber());
        }
        if (cartId != null) {
            carts.and("_id").is(CartDocument.id(tenant, cartId));
        } else {
            new TenantKey(tenant, afterRequestId == null ? "" : Cart.cartIdOf(afterRequestId)).startAt(carts);
        }
        // Every cart has at least one match; only the cart that the previous page ended with may have none left.
        List<Document> stored =
                mongo.find(query(carts).with(Sort.by("_id")).limit(limit + 1), Document.class, CartDocument.COLLECTION);
        List<DecidedCheckout> found = reader
                .all(
                        stored,
                        reader.as(CartDocument.class)
                                .andThen(cart -> decided(
                                        cart,
                                        attempt -> isMeant(attempt, filter)
                                                && (afterRequestId == null
                                                        || isAfter(attempt.requestId(), afterRequestId)))))
                .stream()
                .flatMap(List::stream)
                .limit(limit)
                .toList();
        // An empty page means the end, so a page of only unreadable carts is skipped.
        return found.isEmpty() && stored.size() > limit
                ? page(
                        tenant,
                        filter,
                        TenantKey.parse(stored.getLast().getString("_id")).name() + PASSED,
                        limit)
                : found;
    }

    /** An inconsistent attempt must not be skipped, because its outcome would be missing without notice. */
    private static List<DecidedCheckout> decided(CartDocument stored, Predicate<AttemptDocument> which) {
        List<String> requestIds = stored.attempts().stream()
                .filter(which)
                .map(AttemptDocument::requestId)
                .toList();
        try {
            Cart cart = stored.cart();
            return cart.attempts().stream()
                    .filter(Attempt.Decided.class::isInstance)
                    .map(Attempt.Decided.class::cast)
                    .filter(attempt -> requestIds.contains(attempt.requestId()))
                    .<DecidedCheckout>map(attempt -> new Readable(cart, attempt))
                    .toList();
        } catch (InconsistentAttemptException inconsistent) {
            return requestIds.stream()
                    .<DecidedCheckout>map(requestId -> new Inconsistent(requestId, inconsistent.toString()))
                    .toList();
        }
    }

    private static @Nullable String cartId(EventFilter filter) {
        return filter.requestId() == null ? filter.cartId() : Cart.cartIdOf(filter.requestId());
    }

    private static Criteria matching(EventFilter filter) {
        Criteria attempt = where("outcome");
        attempt = filter.eventType() == null
                ? attempt.in(Attempt.Outcome.COMPLETED, Attempt.Outcome.ROLLED_BACK)
                : attempt.is(outcome(filter.eventType()));
        if (filter.from() != null && filter.to() != null) {
            attempt.and("decidedAt").gte(filter.from()).lt(filter.to());
        } else if (filter.from() != null) {
            attempt.and("decidedAt").gte(filter.from());
        } else if (filter.to() != null) {
            attempt.and("decidedAt").lt(filter.to());
        }
        if (filter.failureType() != null) {
            attempt.and("failure.type").is(filter.failureType());
        }
        return attempt;
    }

    private static Attempt.Outcome outcome(EventType type) {
        return type == EventType.CHECKOUT_COMPLETION ? Attempt.Outcome.COMPLETED : Attempt.Outcome.ROLLED_BACK;
    }

    private static boolean isMeant(AttemptDocument attempt, EventFilter filter) {
        Instant at = attempt.decidedAt();
        AttemptFailure failure = attempt.failure();
        return at != null
                && (filter.cartId() == null || filter.cartId().equals(Cart.cartIdOf(attempt.requestId())))
                && (filter.requestId() == null || filter.requestId().equals(attempt.requestId()))
                && (filter.orderNumber() == null || filter.orderNumber().equals(attempt.orderNumber()))
                && (filter.from() == null || !at.isBefore(filter.from()))
                && (filter.to() == null || at.isBefore(filter.to()))
                && (filter.eventType() == null || outcome(filter.eventType()) == attempt.outcome())
                && (filter.failureType() == null
                        || (failure != null && failure.type().name().equals(filter.failureType())));
    }

    private static boolean isAfter(String requestId, String seen) {
        int byCart = Cart.cartIdOf(requestId).compareTo(Cart.cartIdOf(seen));
        return byCart > 0 || (byCart == 0 && number(requestId) > number(seen));
    }

    private static long number(String requestId) {
        return Long.parseLong(requestId.substring(requestId.lastIndexOf('-') + 1));
    }

    @Override
    public Optional<Cart> withOrderNumber(String tenant, String orderNumber) {
        return Optional.ofNullable(mongo.findOne(
                        query(where(ORDER_NUMBER).is(orderNumber).and("tenant").is(tenant)),
                        CartDocument.class,
                        CartDocument.COLLECTION))
                .map(CartDocument::cart);
    }
}
