package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Carts in the document store. */
@Repository
class MongoCarts implements Carts {

    private static final List<CartStatus> OPEN =
            Arrays.stream(CartStatus.values()).filter(CartStatus::isOpen).toList();

    private static final List<CartStatus> IN_CHECKOUT =
            Arrays.stream(CartStatus.values()).filter(CartStatus::isInCheckout).toList();

    /** How many failures an attempt stores; the oldest are dropped. */
    private static final int MOST_NOTES = 100;

    private static final String CHANGED_ON = "changedOn";

    private final MongoOperations mongo;

    MongoCarts(MongoOperations mongo) {
        this.mongo = mongo;
        // Only carts in checkout have a lease.
        mongo.indexOps(CartDocument.COLLECTION).createIndex(new Index("leaseUntil", Sort.Direction.ASC).sparse());
    }

    @Override
    public Optional<Cart> find(String tenant, String cartId) {
        return Optional.ofNullable(
                        mongo.findById(CartDocument.id(tenant, cartId), CartDocument.class, CartDocument.COLLECTION))
                .map(CartDocument::cart);
    }

    @Override
    public boolean open(Cart cart) {
        try {
            mongo.insert(CartDocument.of(cart), CartDocument.COLLECTION);
            return true;
        } catch (DuplicateKeyException exists) {
            return false;
        }
    }

    @Override
    public boolean change(Cart seen, CartContent content, @Nullable IdempotentResponse response) {
        Update changed = new Update()
                .set("content", content)
                .set("version", seen.version() + 1)
                .set(CHANGED_ON, CartDocument.day(content.changedAt()));
        if (response != null) {
            changed.push("idempotentResponses", response);
        }
        return update(seenAndOpen(seen), changed);
    }

    @Override
    public void recordPricedAt(Cart seen, Instant at) {
        update(seenAndOpen(seen), new Update().set("content.pricedAt", at));
    }

    @Override
    public boolean claim(Cart seen, ClaimedCart claimed) {
        Cart next = claimed.cart();
        Attempt.Undecided attempt = claimed.attempt();
        Update claim = new Update()
                .set("status", next.status())
                .set("version", next.version())
                .set("leaseUntil", attempt.leaseUntil())
                .set(CHANGED_ON, CartDocument.day(attempt.claim().startedAt()))
                .push("attempts", AttemptDocument.of(attempt));
        if (!next.content().equals(seen.content())) {
            // Part of the write that locks the cart, so the cart is sold at the checked prices, whatever is imported in
            // the meantime.
            claim.set("content", next.content());
        }
        return update(seenAndOpen(seen), claim);
    }

    @Override
    public boolean renew(ClaimedCart running, Instant leaseUntil) {
        return update(query(ownedAttempt(running)), lease(running, leaseUntil));
    }

    @Override
    public boolean suspend(ClaimedCart running, ClaimedCart waiting) {
        Attempt.Undecided attempt = waiting.attempt();
        // Guards against a process that has taken the attempt over, and ends the renewals of this one: they require the
        // former status.
        return update(
                query(ownedAttempt(running)),
                new Update()
                        .set("status", waiting.cart().status())
                        .set("leaseUntil", attempt.leaseUntil())
                        .set(last(running), AttemptDocument.of(attempt)));
    }

    @Override
    public Optional<ClaimedCart> takeOver(ClaimedCart interrupted, Instant now, Instant leaseUntil) {
        // Guards against several processes that take over the same attempt, and against its owner, which may have
        // resumed and renewed the lease.
        Query abandoned = query(ownedAttempt(interrupted)
                .and(last(interrupted) + ".leaseUntil")
                .is(interrupted.attempt().leaseUntil()));
        Update takeOver = lease(interrupted, leaseUntil).inc(last(interrupted) + ".fence", 1L);
        if (interrupted.attempt() instanceof Attempt.AwaitingPayment) {
            takeOver.set("status", CartStatus.SUBMISSION_IN_PROGRESS)
                    .set(last(interrupted) + ".resumedAt", now)
                    .unset(last(interrupted) + ".awaited");
        }
        return Optional.ofNullable(mongo.findAndModify(
                        abandoned,
                        takeOver,
                        FindAndModifyOptions.options().returnNew(true),
                        CartDocument.class,
                        CartDocument.COLLECTION))
                .flatMap(stored -> stored.cart().asClaimed());
    }

    @Override
    public boolean beginRollback(ClaimedCart running, Attempt.RollingBack failed) {
        return update(
                query(ownedAttempt(running)),
                new Update().set(last(running) + ".rollback", AttemptDocument.RollbackDocument.of(failed)));
    }

    /** Matches the running attempt, unless it was decided or taken over. */
    private static Criteria ownedAttempt(ClaimedCart running) {
        Cart cart = running.cart();
        return where("_id")
                .is(CartDocument.id(cart.tenant(), cart.id()))
                .and("version")
                .is(cart.version())
                .and("status")
                .is(cart.status())
                .and(last(running) + ".fence")
                .is(running.attempt().fence());
    }

    private static String last(ClaimedCart running) {
        return "attempts." + (running.cart().attempts().size() - 1);
    }

    private static Update lease(ClaimedCart running, Instant until) {
        return new Update().set("leaseUntil", until).set(last(running) + ".leaseUntil", until);
    }

    @Override
    public Optional<List<OutboxEntry>> decide(ClaimedCart running, Cart decided, OutboxEntry event) {
        // Guards against two decisions: of all processes that ran the attempt, only the last owner's fence matches.
        Query undecided = query(ownedAttempt(running));
        Outbox.include(undecided);
        Update decision = new Update()
                .set("status", decided.status())
                .set("version", decided.version())
                .set(last(running), AttemptDocument.of(decided.attempts().getLast()))
                .unset("leaseUntil")
                .set(CHANGED_ON, CartDocument.day(event.at()));
        return Optional.ofNullable(mongo.findAndModify(
                        undecided,
                        Outbox.append(decision, event),
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        CartDocument.COLLECTION))
                .map(stored -> Outbox.entries(mongo, stored));
    }

    @Override
    public void recordFailure(String tenant, String requestId, ActivityFailure failure) {
        mongo.updateFirst(
                query(where("_id")
                        .is(CartDocument.id(tenant, Cart.cartIdOf(requestId)))
                        .and("attempts")
                        .elemMatch(where("requestId").is(requestId))),
                new Update()
                        .push("attempts.$[attempt].failures")
                        .slice(-MOST_NOTES)
                        .each(failure)
                        .filterArray(where("attempt.requestId").is(requestId)),
                CartDocument.COLLECTION);
    }

    @Override
    public List<Key> withExpiredLease(Instant now, @Nullable Key after, int limit) {
        Criteria overdue = where("status").in(IN_CHECKOUT).and("leaseUntil").lt(now);
        if (after != null) {
            overdue.and("_id").gt(CartDocument.id(after.tenant(), after.cartId()));
        }
        Query page = query(overdue).with(Sort.by("_id")).limit(limit);
        page.fields().include("tenant", "cartId");
        return mongo.find(page, Document.class, CartDocument.COLLECTION).stream()
                .map(CartDocument::key)
                .toList();
    }

    /** Guards against concurrent changes and submits of one cart: only one of them finds the version that it read. */
    private static Query seenAndOpen(Cart seen) {
        return query(where("_id")
                .is(CartDocument.id(seen.tenant(), seen.id()))
                .and("version")
                .is(seen.version())
                .and("status")
                .in(OPEN));
    }

    private boolean update(Query guard, Update update) {
        return mongo.updateFirst(guard, update, CartDocument.COLLECTION).getMatchedCount() == 1;
    }
}
