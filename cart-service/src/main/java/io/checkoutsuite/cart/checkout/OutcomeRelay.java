package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/** Publishes what a cart owes, oldest first. */
@FunctionalInterface
public interface OutcomeRelay {

    void publishSoon(Cart cart, List<OutboxEntry> owed);
}
