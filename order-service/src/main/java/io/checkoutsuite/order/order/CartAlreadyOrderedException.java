package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A second checkout attempt claims to have sold a cart that was sold before. There is one order per cart, so somebody must look. */
public final class CartAlreadyOrderedException extends ContradictingEventException {

    CartAlreadyOrderedException(KnownOrder known, String otherRequestId) {
        super("Cart %s was ordered as %s by request %s; request %s cannot order it again"
                .formatted(known.cartId(), known.number(), known.requestId(), otherRequestId));
    }
}
