package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/**
 * How an attempt was decided.
 *
 * @param owed every event that the cart owes now, oldest first
 */
public record Decision(Attempt attempt, List<OutboxEntry> owed) {
    public Decision {
        owed = List.copyOf(owed);
    }
}
