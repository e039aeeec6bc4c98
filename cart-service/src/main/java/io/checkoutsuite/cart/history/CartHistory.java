package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/** A cart of a page. */
public sealed interface CartHistory {

    String cartId();

    /**
     * A cart that can be read.
     *
     * @param attempts those of this page, oldest first
     * @param pending all pending events of the cart, oldest first
     */
    record Readable(String cartId, List<AttemptHistory> attempts, List<OutboxEntry> pending) implements CartHistory {

        public Readable {
            attempts = List.copyOf(attempts);
            pending = List.copyOf(pending);
        }
    }

    /** A cart that cannot be read; nothing may be concluded about its attempts. */
    record Unreadable(String cartId, String reason) implements CartHistory {}

    /** An attempt with its outcome event. */
    record AttemptHistory(Attempt attempt, AttemptEvent event) {}
}
