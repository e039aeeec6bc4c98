package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import java.util.List;

/** Checks the cart without side effects. All checks run, so that the buyer gets every failure in one response. */
public non-sealed interface SetUpActivity extends CheckoutActivity {

    /** Returns an empty list if the check passes. */
    List<AttemptFailure> check(Checkout checkout);
}
