package io.checkoutsuite.order.order;

/** Two carts claim the same order number. */
public final class OrderNumberTakenException extends RuntimeException {

    public OrderNumberTakenException(String number, String cartId) {
        super("Order number %s belongs to another cart than %s".formatted(number, cartId));
    }
}
