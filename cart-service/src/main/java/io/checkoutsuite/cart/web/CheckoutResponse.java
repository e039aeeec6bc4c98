package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.web.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to a submit, for success and failure alike. A failure is a problem document too.
 *
 * @param shortLines only the lines without enough stock, with the requested and the available quantity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckoutResponse(
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable String instance,
        boolean success,
        @Nullable String requestId,
        @Nullable String orderNumber,
        @Nullable FailureType failureType,
        @Nullable String failureMessage,
        @Nullable Map<String, String> itemFailureMessages,
        @Nullable List<AttemptFailure.ShortLine> shortLines,
        @Nullable List<AttemptFailure.PaymentFailure> paymentTransactionFailureDetails,
        boolean awaitingPaymentResult,
        @Nullable String nextAction,
        CartResponse cart) {

    static CheckoutResponse success(String requestId, String orderNumber, CartResponse cart) {
        return new CheckoutResponse(
                null,
                null,
                null,
                null,
                null,
                true,
                requestId,
                orderNumber,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                cart);
    }

    static CheckoutResponse failure(@Nullable String requestId, AttemptFailure failure, CartResponse cart) {
        ProblemType problem = CartProblems.of(failure.type());
        return new CheckoutResponse(
                problem.uri().toString(),
                problem.title(),
                problem.status().value(),
                failure.message(),
                "/carts/" + cart.id() + "/checkout",
                false,
                requestId,
                null,
                failure.type(),
                failure.message(),
                failure.itemMessages(),
                failure.shortLines().isEmpty() ? null : failure.shortLines(),
                failure.paymentFailures(),
                false,
                null,
                cart);
    }
}
