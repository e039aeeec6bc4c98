package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All decided checkout attempts, in a stable order. */
public interface DecidedCheckouts {

    /** A decided attempt. */
    sealed interface DecidedCheckout {

        String requestId();
    }

    /** A decided attempt with its cart. */
    record Readable(Cart cart, Attempt.Decided attempt) implements DecidedCheckout {

        @Override
        public String requestId() {
            return attempt.requestId();
        }
    }

    /** A decided attempt of a cart with an inconsistent attempt. */
    record Inconsistent(String requestId, String reason) implements DecidedCheckout {}

    /** @param afterRequestId the last attempt of the previous page; null for the first page */
    List<DecidedCheckout> page(String tenant, EventFilter selection, @Nullable String afterRequestId, int limit);

    /** The cart that has an attempt with this order number. */
    Optional<Cart> withOrderNumber(String tenant, String orderNumber);
}
