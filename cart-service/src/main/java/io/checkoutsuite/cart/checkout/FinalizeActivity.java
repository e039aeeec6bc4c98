package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;

/** Follows a decision and cannot change it; whatever it fails at must be made good by somebody who finds it later. */
public non-sealed interface FinalizeActivity extends CheckoutActivity {

    void afterDecision(Cart decided, Decision decision);
}
