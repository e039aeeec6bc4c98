package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.CheckoutAnswers;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes responses as JSON once: exactly what is stored is sent. */
@Component
@RequiredArgsConstructor
class JsonCheckoutAnswers implements CheckoutAnswers {

    private final JsonMapper json;

    @Override
    public Answer completed(Cart submitted, Attempt attempt) {
        return Answer.of(
                HttpStatus.OK.value(),
                json.writeValueAsBytes(
                        CheckoutResponse.success(attempt.requestId(), attempt.orderNumber(), CartView.of(submitted))));
    }

    @Override
    public Answer failed(Cart reopened, Attempt attempt, AttemptFailure failure) {
        return Answer.of(
                failure.type().status(),
                json.writeValueAsBytes(CheckoutResponse.failure(attempt.requestId(), failure, CartView.of(reopened))));
    }

    @Override
    public long bytes(Cart cart) {
        return json.writeValueAsBytes(CartView.of(cart)).length;
    }
}
