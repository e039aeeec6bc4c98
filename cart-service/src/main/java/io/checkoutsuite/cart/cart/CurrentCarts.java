package io.checkoutsuite.cart.cart;

import io.checkoutsuite.text.Sha256;

/**
 * The cart that a customer's request applies to if it names none. A customer's current carts are numbered, and a cart's id is derived from its
 * number, so concurrent requests open the same cart.
 */
public interface CurrentCarts {

    /** The number of the customer's current cart, whether or not it was opened; the first is 1. */
    long number(String tenant, String customerId);

    /** Makes the cart after this number the current one. Guards against concurrent calls: does nothing if the number has already advanced. */
    void advance(String tenant, String customerId, long from);

    /** The id of the cart with this number, whether or not it was opened. */
    static String cartId(String tenant, String customerId, long number) {
        return Sha256.hex(tenant + "\n" + customerId + "\ncurrent\n" + number).substring(0, 32);
    }
}
