package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The response to a submit. Success and failure have the same form, so that callers read both in the same way. */
@JsonPropertyOrder({
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "success",
    "requestId",
    "orderNumber",
    "failureType",
    "failureMessage",
    "itemFailureMessages",
    "shortLines",
    "paymentTransactionFailureDetails",
    "awaitingPaymentResult",
    "cart"
})
sealed interface CheckoutResponse {

    CartResponse cart();

    @JsonProperty
    default boolean success() {
        return switch (this) {
            case SubmittedCheckout submitted -> true;
            case FailedCheckout failed -> false;
        };
    }

    /** Whether the decision waits for the result of a payment. */
    @JsonProperty
    default boolean awaitingPaymentResult() {
        return false;
    }

    /** The cart was submitted. */
    record SubmittedCheckout(String requestId, String orderNumber, CartResponse cart) implements CheckoutResponse {}

    /** The attempt was rolled back. */
    record RolledBack(String requestId, @JsonIgnore AttemptFailure failure, CartResponse cart)
            implements FailedCheckout {}

    /** No attempt was begun, because an earlier one has submitted the cart. */
    record AlreadySubmitted(
            String requestId,
            String orderNumber,
            @JsonIgnore AttemptFailure failure,
            CartResponse cart) implements FailedCheckout {}

    /** No attempt was begun, because the cart's status does not allow it. */
    record NotSubmittable(@JsonIgnore AttemptFailure failure, CartResponse cart) implements FailedCheckout {}

    /** A failure, which is a problem document too. */
    sealed interface FailedCheckout extends CheckoutResponse {

        AttemptFailure failure();

        @JsonProperty
        default URI type() {
            return CartProblems.of(failureType()).uri();
        }

        @JsonProperty
        default String title() {
            return CartProblems.of(failureType()).title();
        }

        @JsonProperty
        default int status() {
            return CartProblems.of(failureType()).status().value();
        }

        @JsonProperty
        default String detail() {
            return failureMessage();
        }

        @JsonProperty
        default String instance() {
            return "/carts/" + cart().id() + "/checkout";
        }

        @JsonProperty
        default FailureType failureType() {
            return failure().type();
        }

        @JsonProperty
        default String failureMessage() {
            return failure().message();
        }

        @JsonProperty
        default Map<String, String> itemFailureMessages() {
            return failure().itemMessages();
        }

        /** Only the lines without enough stock, with the requested and the available quantity. */
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        default List<AttemptFailure.ShortLine> shortLines() {
            return failure().shortLines();
        }

        @JsonProperty
        default List<AttemptFailure.PaymentFailure> paymentTransactionFailureDetails() {
            return failure().paymentFailures();
        }
    }
}
