package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/** A cart of the store. */
public sealed interface StoredCart {

    /**
     * A cart that can be read.
     *
     * @param cart without its stored responses
     * @param pending its pending events, oldest first
     */
    record Readable(Cart cart, List<OutboxEntry> pending) implements StoredCart {

        public Readable {
            pending = List.copyOf(pending);
        }
    }

    /** A document that is no valid cart. */
    record Unreadable(String cartId, String reason) implements StoredCart {}
}
