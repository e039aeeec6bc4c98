package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/**
 * The decision of an attempt.
 *
 * @param pendingEvents all pending events of the cart, oldest first
 */
public record Decision(Attempt.Decided attempt, List<OutboxEntry> pendingEvents) {
    public Decision {
        pendingEvents = List.copyOf(pendingEvents);
    }
}
