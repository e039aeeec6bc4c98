package io.checkoutsuite.cart.checkout;

import java.util.Optional;

/** A deployment's own word in a checkout: it may veto before anything is reserved, and once more before the order is made. */
public interface CheckoutHook {

    /**
     * The reason for a veto, in words for the buyer; empty lets the checkout begin. It is asked in a dry run as well, so it must not have an
     * effect.
     */
    default Optional<String> preCheckout(Checkout checkout) {
        return Optional.empty();
    }

    /** The reason for a veto when everything is reserved and paid; empty lets the order be made. */
    default Optional<String> preCheckoutOrderPersist(Checkout checkout) {
        return Optional.empty();
    }
}
