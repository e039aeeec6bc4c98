package io.checkoutsuite.cart.store;

import static java.util.stream.Collectors.toSet;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.reconcile.CheckoutHistory;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxDocument;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.TenantKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads the checkout history and the pending events from the carts. */
@Repository
@RequiredArgsConstructor
class MongoCheckoutHistory implements CheckoutHistory {

    private static final List<CartStatus> SUBMITTING = List.of(
            CartStatus.SUBMISSION_IN_PROGRESS,
            CartStatus.AWAITING_PAYMENT_RESULT,
            CartStatus.AWAITING_PAYMENT_FINALIZATION);

    private final MongoOperations mongo;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    /** A cart without its stored responses, and with its pending events. */
    private record StoredCart(
            @Id String id,
            String tenant,
            String cartId,
            long version,
            CartStatus status,
            CartContent content,
            List<AttemptDocument> attempts,
            @Unwrapped.Nullable @Nullable OutboxDocument pending) {

        CartHistory history() {
            return new CartHistory(
                    cartId,
                    new Cart(cartId, tenant, version, status, content, read(attempts), List.of()),
                    null,
                    pending == null ? List.of() : pending.entries());
        }
    }

    private record StoredAttempts(@Id String id, List<AttemptDocument> attempts) {}

    @Override
    public List<CartHistory> page(String tenant, String afterCartId, int limit) {
        return read(query(new TenantKey(tenant, afterCartId).startAfter(new Criteria()))
                .with(Sort.by("_id"))
                .limit(limit));
    }

    @Override
    public List<CartHistory> of(String tenant, Collection<String> cartIds) {
        return read(named(tenant, cartIds));
    }

    private List<CartHistory> read(Query carts) {
        carts.fields().include("tenant", "cartId", "version", "status", "content", "attempts");
        Outbox.include(carts);
        return mongo.find(carts, Document.class, CartDocument.COLLECTION).stream()
                .map(this::history)
                .toList();
    }

    @Override
    public Set<String> decidedIn(String tenant, TimeRange time) {
        // Both bounds apply to one attempt; otherwise an attempt before and one after the range would match together.
        return ids(where("tenant")
                .is(tenant)
                .and("attempts")
                .elemMatch(where("outcome")
                        .in(Attempt.Outcome.COMPLETED, Attempt.Outcome.ROLLED_BACK)
                        .and("decidedAt")
                        .gte(time.from())
                        .lt(time.to())));
    }

    @Override
    public Set<String> unfinished(String tenant) {
        Set<String> unfinished =
                ids(where("status").in(SUBMITTING).and("tenant").is(tenant));
        unfinished.addAll(ids(Outbox.pending(where("tenant").is(tenant))));
        unfinished.addAll(ids(where("attempts.compensation.state")
                .in(Compensation.State.PENDING, Compensation.State.NEEDS_ATTENTION)
                .and("tenant")
                .is(tenant)));
        return unfinished;
    }

    private Set<String> ids(Criteria which) {
        Query ids = query(which);
        ids.fields().include("_id");
        try (Stream<Document> found = mongo.stream(ids, Document.class, CartDocument.COLLECTION)) {
            return found.map(MongoCheckoutHistory::cartId).collect(toSet());
        }
    }

    private static Query named(String tenant, Collection<String> cartIds) {
        return query(where("_id")
                .in(cartIds.stream()
                        .map(cartId -> CartDocument.id(tenant, cartId))
                        .toList()));
    }

    /** Reads carts one by one, so that an unreadable cart does not hide the others. */
    private CartHistory history(Document stored) {
        try {
            return mongo.getConverter().read(StoredCart.class, stored).history();
        } catch (RuntimeException broken) {
            return new CartHistory(cartId(stored), null, broken.toString(), List.of());
        }
    }

    private static String cartId(Document stored) {
        return TenantKey.parse(stored.getString("_id")).name();
    }

    @Override
    public KnownAttempts attemptsOf(String tenant, Collection<String> cartIds) {
        Query carts = named(tenant, cartIds);
        carts.fields().include("attempts");
        Map<String, List<Attempt>> attempts = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Document stored : mongo.find(carts, Document.class, CartDocument.COLLECTION)) {
            String cartId = cartId(stored);
            try {
                attempts.put(
                        cartId,
                        read(mongo.getConverter()
                                .read(StoredAttempts.class, stored)
                                .attempts()));
            } catch (RuntimeException broken) {
                unreadable.add(cartId);
            }
        }
        return new KnownAttempts(attempts, unreadable);
    }

    private static List<Attempt> read(List<AttemptDocument> stored) {
        return stored.stream().map(AttemptDocument::attempt).toList();
    }

    @Override
    public List<OutboxEntry> publishPending(String tenant, String cartId) {
        // Guards against the relay, which removes the pending flag together with the last entry.
        Query query = query(Outbox.notEmpty(where("_id").is(CartDocument.id(tenant, cartId))));
        Outbox.include(query);
        List<OutboxEntry> events = Optional.ofNullable(mongo.findAndModify(
                        query,
                        Outbox.restorePending(clock.instant()),
                        FindAndModifyOptions.options().returnNew(true),
                        OutboxDocument.class,
                        CartDocument.COLLECTION))
                .map(OutboxDocument::entries)
                .orElse(List.of());
        relays.of(CartDocument.COLLECTION).publishSoon(CartDocument.id(tenant, cartId), events);
        return events;
    }

    @Override
    public List<OutboxEntry> pendingEvents(String tenant, String cartId) {
        Query query = query(where("_id").is(CartDocument.id(tenant, cartId)));
        Outbox.include(query);
        return Optional.ofNullable(mongo.findOne(query, OutboxDocument.class, CartDocument.COLLECTION))
                .map(OutboxDocument::entries)
                .orElse(List.of());
    }
}
