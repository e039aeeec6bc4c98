package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/** Publishes the pending events of a cart, oldest first. */
@FunctionalInterface
public interface OutcomePublisher {

    void publishSoon(Cart cart, List<OutboxEntry> pendingEvents);
}
