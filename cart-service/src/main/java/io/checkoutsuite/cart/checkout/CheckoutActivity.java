package io.checkoutsuite.cart.checkout;

/** A step of the checkout. Its name is what settings, logs and failures call it. */
public sealed interface CheckoutActivity permits SetUpActivity, ReversibleActivity, FinalizeActivity {

    String name();
}
