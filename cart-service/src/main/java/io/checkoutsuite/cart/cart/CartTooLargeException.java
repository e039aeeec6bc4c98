package io.checkoutsuite.cart.cart;

/** The cart, with everything that its checkouts have left and one more would add, would not fit into the store any more. */
public final class CartTooLargeException extends RuntimeException {

    private final long used;
    private final long limit;

    public CartTooLargeException(long used, long limit) {
        super("The cart would take " + used + " bytes with one more checkout, and may take " + limit);
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
