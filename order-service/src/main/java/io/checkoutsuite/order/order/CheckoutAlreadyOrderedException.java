package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A completed checkout attempt claims to be given up, although it has become an order. */
public final class CheckoutAlreadyOrderedException extends ContradictingEventException {

    CheckoutAlreadyOrderedException(KnownOrder ordered) {
        super("Request %s of cart %s has become order %s; it cannot be rolled back"
                .formatted(ordered.requestId(), ordered.cartId(), ordered.number()));
    }
}
