package io.checkoutsuite.cart.cart;

/**
 * Which cart a customer adds to without naming one. A customer's current carts are numbered, and a cart's id is made from its number: so
 * that however many ask at once, they open the same cart.
 */
public interface CurrentCarts {

    /** The number of the customer's current cart, opened or not; the first is 1. */
    long number(String tenant, String customerId);

    /** From here on the current cart is the one after this number; does nothing if that is so already. */
    void moveOn(String tenant, String customerId, long from);

    /** The id of the cart of this number, opened or not. */
    static String cartId(String tenant, String customerId, long number) {
        return Hashes.sha256(tenant + "\n" + customerId + "\ncurrent\n" + number)
                .substring(0, 32);
    }
}
