package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** A second checkout attempt reports the sale of a cart that is already sold. There is one order per cart, so an operator must investigate. */
public final class CartAlreadyOrderedException extends ContradictingEventException {

    CartAlreadyOrderedException(KnownOrder known, String otherRequestId) {
        super("Cart %s was ordered as %s by request %s; request %s cannot order it again"
                .formatted(known.cartId(), known.number(), known.requestId(), otherRequestId));
    }
}
