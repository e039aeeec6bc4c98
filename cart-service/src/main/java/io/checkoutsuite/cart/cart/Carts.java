package io.checkoutsuite.cart.cart;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of all carts. Every write is one conditional write on one cart, so the loser of a race changes nothing. */
public interface Carts {

    Optional<Cart> find(String tenant, String cartId);

    /** Returns false if a cart with this id already exists. */
    boolean open(Cart cart);

    /**
     * Changes an open cart that still has exactly this version.
     *
     * @param response what to remember for an Idempotency-Key; null if the request had none
     * @return false if it was changed, claimed or submitted meanwhile
     */
    boolean change(Cart seen, CartContent content, @Nullable IdempotentResponse response);

    /** Records that the prices of an open cart with exactly this version were current at this time. The content and the version do not change. */
    void recordPricedAt(Cart seen, Instant at);

    /**
     * Claims an open cart that still has exactly this version.
     *
     * @return false if the cart was changed or claimed meanwhile
     */
    boolean claim(Cart seen, ClaimedCart claimed);

    /**
     * Renews the lease of the running attempt.
     *
     * @return false if it was decided or taken over meanwhile
     */
    boolean renew(ClaimedCart running, Instant leaseUntil);

    /**
     * Takes over the attempt of a process that died, or one that waits for a payment. It is running from then on.
     *
     * @param now when it was taken over
     * @return the cart as it is stored after the takeover; empty if it was decided, renewed or taken over since it was read
     */
    Optional<ClaimedCart> takeOver(ClaimedCart interrupted, Instant now, Instant leaseUntil);

    /**
     * Lets the running attempt wait for a payment. Returns false if it was decided or taken over meanwhile.
     *
     * @param waiting the cart as it is from then on
     */
    boolean suspend(ClaimedCart running, ClaimedCart waiting);

    /** Records that the running attempt fails. Returns false if it was decided or taken over meanwhile. */
    boolean beginRollback(ClaimedCart running, Attempt.RollingBack failed);

    /**
     * Decides the running attempt and adds its event to the outbox. This is the only write that confirms an order or ends the attempt.
     *
     * @return all pending events of the cart, oldest first; empty if the attempt was decided or taken over meanwhile
     */
    Optional<List<OutboxEntry>> decide(ClaimedCart running, Cart decided, OutboxEntry event);

    /** Adds a failure that occurred after the decision to the attempt's record. */
    void recordFailure(String tenant, String requestId, ActivityFailure failure);

    /**
     * Carts whose undecided attempt has an expired lease, in a fixed order.
     *
     * @param after the last key of the previous page; null for the first page
     */
    List<Key> withExpiredLease(Instant now, @Nullable Key after, int limit);

    /** Identifies a cart. */
    record Key(String tenant, String cartId) {}
}
