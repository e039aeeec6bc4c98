package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A completion was delivered for a checkout attempt that was rolled back. Its stock and money were returned, so it must not become an order. */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    public CheckoutAlreadyRolledBackException(String requestId, String cartId) {
        super("Request %s of cart %s was already rolled back; it cannot become an order".formatted(requestId, cartId));
    }
}
