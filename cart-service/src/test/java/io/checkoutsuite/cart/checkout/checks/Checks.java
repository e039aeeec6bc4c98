package io.checkoutsuite.cart.checkout.checks;

import io.checkoutsuite.cart.checkout.SetUpActivity;

/** Lets tests of other packages run the checks. */
public final class Checks {

    private Checks() {}

    public static SetUpActivity pricing() {
        return new CheckPricing();
    }
}
