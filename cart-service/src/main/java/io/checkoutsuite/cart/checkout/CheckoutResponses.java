package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.StoredResponse;

/** Creates the HTTP response for the outcome of an attempt. It is stored with the decision, so that it can be sent again. */
public interface CheckoutResponses {

    StoredResponse completed(Cart submitted, Attempt attempt);

    StoredResponse failed(Cart reopened, Attempt attempt, AttemptFailure failure);

    /** The size of the cart in bytes, as responses show it. */
    long viewBytes(Cart cart);
}
