package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;

/** A hook that runs before a cart is removed, for instance to archive it. If it fails, the cart is not removed. */
@FunctionalInterface
public interface PurgeHook {

    /** May be called twice for one cart, if the process dies before the cart is removed. */
    void beforePurge(Cart cart);
}
