package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;

/** What a deployment does with a cart before it is removed, for instance to archive it; the cart stays if this fails. */
@FunctionalInterface
public interface BeforePurge {

    /** May come twice for one cart, if the process dies before the cart is removed. */
    void beforePurge(Cart cart);
}
