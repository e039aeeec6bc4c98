package io.checkoutsuite.cart.history;

/** The pending events of carts. */
@FunctionalInterface
public interface PendingEvents {

    /** Passes the pending events of a cart to the relay again. Returns false if there are none. */
    boolean publish(String tenant, String cartId);
}
