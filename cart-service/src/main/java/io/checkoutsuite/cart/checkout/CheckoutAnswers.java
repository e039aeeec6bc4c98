package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;

/** Puts the outcome of an attempt into the words of the HTTP contract; kept with the decision, so that it can be said again. */
public interface CheckoutAnswers {

    Answer completed(Cart submitted, Attempt attempt);

    Answer failed(Cart reopened, Attempt attempt, AttemptFailure failure);

    /** The bytes of the cart as answers show it. */
    long bytes(Cart cart);
}
