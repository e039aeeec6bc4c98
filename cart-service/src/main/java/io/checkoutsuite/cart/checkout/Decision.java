package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/**
 * The decision of an attempt.
 *
 * @param owed all pending events of the cart, oldest first
 */
public record Decision(Attempt attempt, List<OutboxEntry> owed) {
    public Decision {
        owed = List.copyOf(owed);
    }
}
