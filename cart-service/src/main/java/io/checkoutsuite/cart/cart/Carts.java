package io.checkoutsuite.cart.cart;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All carts. Every write is one conditional write on one cart, so that whoever loses a race changes nothing. */
public interface Carts {

    Optional<Cart> find(String tenant, String cartId);

    /** False if a cart of this id exists already. */
    boolean open(Cart cart);

    /**
     * Changes an open cart of exactly this version.
     *
     * @param answer what to remember for an Idempotency-Key; null if the request had none
     * @return false if it was changed, claimed or submitted meanwhile
     */
    boolean change(Cart seen, CartContent content, @Nullable KeyedAnswer answer);

    /** Notes that the prices of an open cart of exactly this version stood at this time; the cart and its version stay as they are. */
    void notePriced(Cart seen, Instant at);

    /**
     * Moves an open cart of exactly this version to SUBMISSION_IN_PROGRESS.
     *
     * @param repriced its content at the prices that the checkout is about; null if they are those that it has
     * @return false if somebody else was faster
     */
    boolean claim(Cart seen, @Nullable CartContent repriced, Attempt attempt);

    /** The same for a cart whose prices stand. */
    default boolean claim(Cart seen, Attempt attempt) {
        return claim(seen, null, attempt);
    }

    /**
     * Moves the lease of the running attempt.
     *
     * @return false if it was decided or taken over meanwhile
     */
    boolean renew(Cart running, Instant leaseUntil);

    /**
     * Takes over the running attempt of a process that is gone.
     *
     * @return the cart with the attempt as it is now; empty if it was decided, renewed or taken over since it was read
     */
    Optional<Cart> takeOver(Cart running, Instant leaseUntil);

    /** Decides that the running attempt fails; false if it was decided or taken over meanwhile. */
    boolean beginRollback(Cart running, Attempt.Rollback rollback);

    /**
     * Decides the running attempt, with the event that it owes: the only write that makes an order or ends the attempt.
     *
     * @return everything that the cart owes now, oldest first; empty if it was decided or taken over meanwhile
     */
    Optional<List<OutboxEntry>> decide(Cart running, CartStatus status, Attempt decided, OutboxEntry event);

    /** Adds to a decided attempt's record what went wrong after its decision. */
    void note(String tenant, String requestId, ActivityFailure failure);

    /**
     * Carts whose running attempt has outlived its lease, in a fixed order.
     *
     * @param after the last of the page before; null for the first page
     */
    List<Key> abandoned(Instant now, @Nullable Key after, int limit);

    /** Which cart. */
    record Key(String tenant, String cartId) {}
}
