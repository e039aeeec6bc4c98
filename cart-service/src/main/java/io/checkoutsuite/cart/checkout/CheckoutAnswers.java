package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;

/** Creates the HTTP response for the outcome of an attempt. It is stored with the decision, so that it can be sent again. */
public interface CheckoutAnswers {

    Answer completed(Cart submitted, Attempt attempt);

    Answer failed(Cart reopened, Attempt attempt, AttemptFailure failure);

    /** The size of the cart in bytes, as responses show it. */
    long bytes(Cart cart);
}
