package io.checkoutsuite.cart.cart;

import java.time.Duration;
import java.time.Instant;

/**
 * Maps each Idempotency-Key to the cart that it created. Cart ids are random and never derived from the key, so a key that is sent again after
 * its cart was purged creates a cart with another id. Ids are never reused.
 */
public interface CartCreationKeys {

    /** How long a key maps to the same cart, whether or not the cart was opened. No cart that may still be opened is purged within that time. */
    Duration VALIDITY = Duration.ofHours(24);

    /**
     * The cart that a key maps to.
     *
     * @param createdAt when the key was first mapped to this cart
     */
    record KeyedCart(String cartId, Instant createdAt) {

        /** Whether the cart may still be opened. After the validity period it may already have been opened and purged. */
        public boolean mayBeOpened(Instant now) {
            return now.isBefore(createdAt.plus(VALIDITY));
        }
    }

    /** Returns the cart that the key maps to. A new key is mapped to the proposed cart. */
    KeyedCart getOrRegister(String tenant, String key, String proposedCartId, Instant now);

    /** Maps the key to another cart. Guards against concurrent replacements: does nothing if the key no longer maps to the cart seen. */
    void replace(String tenant, String key, KeyedCart seen, String cartId, Instant now);

    /** Deletes at most {@code limit} keys that are older than {@code before} and returns how many were deleted. */
    int deleteOlderThan(Instant before, int limit);
}
