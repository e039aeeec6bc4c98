package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartView;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.checkout.CheckoutResponses;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes responses as JSON once: exactly what is stored is sent. */
@Component
@RequiredArgsConstructor
class JsonCheckoutResponses implements CheckoutResponses {

    private final JsonMapper json;

    @Override
    public StoredResponse completed(CartView submitted, Attempt attempt) {
        return StoredResponse.of(
                HttpStatus.OK.value(),
                submitted.version(),
                json.writeValueAsBytes(new CheckoutResponse.SubmittedCheckout(
                        attempt.requestId(), attempt.orderNumber(), CartResponse.submitted(submitted, attempt))));
    }

    @Override
    public StoredResponse failed(CartView reopened, Attempt attempt, AttemptFailure failure) {
        return StoredResponse.of(
                CartProblems.of(failure.type()).status().value(),
                reopened.version(),
                json.writeValueAsBytes(
                        new CheckoutResponse.RolledBack(attempt.requestId(), failure, CartResponse.of(reopened))));
    }

    @Override
    public long viewBytes(Cart cart) {
        return json.writeValueAsBytes(CartResponse.of(cart)).length;
    }
}
