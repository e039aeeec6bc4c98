package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Carts that may be removed. Carts with a pending event or compensation are excluded. */
public interface PurgeableCarts {

    /** Carts of all tenants that were last changed on one of these days and whose removal is not deferred now. */
    List<Carts.Key> changedOn(List<LocalDate> days, CartStatus status, Instant now, int limit);

    /** Returns false if the cart was changed since it was read, or may not be removed any more. */
    boolean remove(Cart seen);

    /** Defers the removal of the cart until then. */
    void deferPurge(Carts.Key cart, Instant until, String reason);
}
