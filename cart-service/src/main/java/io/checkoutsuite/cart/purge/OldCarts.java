package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Carts that may be removed. One that owes an event, or has something to undo yet, is none of them. */
public interface OldCarts {

    /** Last changed on one of these days and not to be left alone now, of all tenants. */
    List<Carts.Key> changedOn(List<LocalDate> days, CartStatus status, Instant now, int limit);

    /** False if it was changed since it was read, or may not be removed any more. */
    boolean remove(Cart seen);

    /** Leaves it alone until then. */
    void leaveAlone(Carts.Key cart, Instant until, String reason);
}
