package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All decided attempts, in an order that stays. */
public interface DecidedAttempts {

    /** One of them with its cart. */
    record Found(Cart cart, Attempt attempt) {}

    /** @param afterRequestId the last one that was seen; null to begin */
    List<Found> page(String tenant, Selection selection, @Nullable String afterRequestId, int limit);

    /** The cart with an attempt of this order number. */
    Optional<Cart> withOrderNumber(String tenant, String orderNumber);
}
