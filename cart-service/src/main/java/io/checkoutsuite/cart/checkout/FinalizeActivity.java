package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;

/** Follows a decision and cannot change it. If it fails, a later process such as a sweep has to make up for it. */
public non-sealed interface FinalizeActivity extends CheckoutActivity {

    void afterDecision(Cart decided, Decision decision);
}
