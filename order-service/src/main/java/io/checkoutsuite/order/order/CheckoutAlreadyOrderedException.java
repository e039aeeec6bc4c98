package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A rollback was delivered for a checkout attempt that has become an order. */
public final class CheckoutAlreadyOrderedException extends ContradictingEventException {

    CheckoutAlreadyOrderedException(KnownOrder ordered) {
        super("Request %s of cart %s has become order %s; it cannot be rolled back"
                .formatted(ordered.requestId(), ordered.cartId(), ordered.number()));
    }
}
