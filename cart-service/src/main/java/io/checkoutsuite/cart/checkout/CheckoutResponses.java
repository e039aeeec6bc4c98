package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.StoredResponse;

/** Creates the HTTP response for the outcome of an attempt. It is stored with the decision, so that it can be sent again. */
public interface CheckoutResponses {

    StoredResponse completed(CartView submitted, Attempt attempt);

    StoredResponse failed(CartView reopened, Attempt attempt, AttemptFailure failure);

    /** The size of the cart in bytes, as responses show it. */
    long viewBytes(Cart cart);
}
