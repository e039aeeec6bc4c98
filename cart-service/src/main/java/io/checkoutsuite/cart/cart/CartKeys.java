package io.checkoutsuite.cart.cart;

import java.time.Duration;
import java.time.Instant;

/**
 * Which cart an Idempotency-Key has opened. A cart's id is drawn anew for each creation and never made from the key, so that a key that is
 * sent again after its cart was purged opens another cart: ids never return.
 */
public interface CartKeys {

    /** For so long the same key means the same cart, opened or not; no cart that may be opened is purged within that time. */
    Duration VALID = Duration.ofHours(24);

    /**
     * What a key stands for.
     *
     * @param createdAt when it was first seen with this cart
     */
    record KeyedCart(String cartId, Instant createdAt) {

        /** Whether the cart may still be opened: later it may have been opened and purged. */
        public boolean mayBeOpened(Instant now) {
            return now.isBefore(createdAt.plus(VALID));
        }
    }

    /** The cart that the key stands for: the proposed one if the key is new. */
    KeyedCart of(String tenant, String key, String proposedCartId, Instant now);

    /** Has the key stand for another cart; does nothing if it does not stand for the one seen any more. */
    void replace(String tenant, String key, KeyedCart seen, String cartId, Instant now);

    /** Forgets up to so many keys that were first seen before that; tells how many. */
    int forget(Instant before, int limit);
}
