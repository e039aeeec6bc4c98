package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A checkout attempt that was given up claims to be completed: its stock and money went back, so it must not become an order. */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    CheckoutAlreadyRolledBackException(String requestId, String cartId) {
        super("Request %s of cart %s was rolled back before; it cannot become an order".formatted(requestId, cartId));
    }
}
