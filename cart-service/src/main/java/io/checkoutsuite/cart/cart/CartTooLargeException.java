package io.checkoutsuite.cart.cart;

/** The cart is too large to be stored, including the records of its checkouts and one more checkout. */
public final class CartTooLargeException extends RuntimeException {

    private final long used;
    private final long limit;

    public CartTooLargeException(long used, long limit) {
        super("With one more checkout the cart would need " + used + " bytes, but the limit is " + limit);
        this.used = used;
        this.limit = limit;
    }

    public long used() {
        return used;
    }

    public long limit() {
        return limit;
    }
}
