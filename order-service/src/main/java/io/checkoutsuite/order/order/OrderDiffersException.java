package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.ContradictingEventException;

/** Two sales of one checkout attempt differ in order number or total. */
public final class OrderDiffersException extends ContradictingEventException {

    OrderDiffersException(Order known, CheckoutCompletion sold) {
        super("Request %s has become order %s for %s; it cannot be order %s for %s"
                .formatted(
                        known.requestId(),
                        known.number(),
                        known.sale().totals().total(),
                        sold.orderNumber(),
                        sold.cart().totals().total()));
    }
}
