package io.checkoutsuite.cart.checkout;

/** A step of the checkout. Settings, logs and failures refer to it by its name. */
public sealed interface CheckoutActivity permits SetUpActivity, ReversibleActivity, FinalizeActivity {

    String name();
}
