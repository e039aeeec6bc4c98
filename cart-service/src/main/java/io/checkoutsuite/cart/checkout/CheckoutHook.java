package io.checkoutsuite.cart.checkout;

import java.util.Optional;

/** An extension point for deployments. A hook may veto a checkout before anything is reserved, and again before the order is created. */
public interface CheckoutHook {

    /**
     * Returns the reason for a veto, as text for the buyer; empty lets the checkout begin. Dry runs call this method too, so it must not have
     * side effects.
     */
    default Optional<String> preCheckout(Checkout checkout) {
        return Optional.empty();
    }

    /** Returns the reason for a veto once everything is reserved and paid; empty lets the order be created. */
    default Optional<String> preCheckoutOrderPersist(Checkout checkout) {
        return Optional.empty();
    }
}
