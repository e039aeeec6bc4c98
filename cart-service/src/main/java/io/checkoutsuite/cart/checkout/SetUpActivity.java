package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import java.util.List;

/** Checks something about the cart, without any effect. All of them run, so that the buyer hears of every failure at once. */
public non-sealed interface SetUpActivity extends CheckoutActivity {

    /** Nothing if all is well. */
    List<AttemptFailure> check(Checkout checkout);
}
