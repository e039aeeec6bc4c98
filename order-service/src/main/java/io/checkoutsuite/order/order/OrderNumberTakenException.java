package io.checkoutsuite.order.order;

import io.checkoutsuite.events.ContradictingEventException;

/** Two carts claim the same order number. */
public final class OrderNumberTakenException extends ContradictingEventException {

    public OrderNumberTakenException(String number, String cartId) {
        super("Order number %s belongs to another cart, not to cart %s".formatted(number, cartId));
    }
}
