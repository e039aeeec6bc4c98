package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.NextAction;
import io.checkoutsuite.cart.checkout.CheckoutState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of a checkout. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"requestId", "state"})
sealed interface CheckoutOutcomeResponse {

    String requestId();

    /** The state of the checkout, by which callers tell the variants apart. */
    enum CheckoutOutcomeState {
        RUNNING,
        /** The buyer has to do something for a payment. */
        AWAITING_PAYMENT_FINALIZATION,
        /** The gateway needs time for a payment. */
        AWAITING_PAYMENT_RESULT,
        COMPLETED,
        ROLLED_BACK,
        OUTCOME_UNKNOWN
    }

    @JsonProperty
    default CheckoutOutcomeState state() {
        return switch (this) {
            case RunningOutcome running -> CheckoutOutcomeState.RUNNING;
            case AwaitingPaymentOutcome awaiting ->
                awaiting.nextAction() == null
                        ? CheckoutOutcomeState.AWAITING_PAYMENT_RESULT
                        : CheckoutOutcomeState.AWAITING_PAYMENT_FINALIZATION;
            case CompletedOutcome completed -> CheckoutOutcomeState.COMPLETED;
            case RolledBackOutcome back -> CheckoutOutcomeState.ROLLED_BACK;
            case UnknownOutcome unknown -> CheckoutOutcomeState.OUTCOME_UNKNOWN;
        };
    }

    /**
     * @param activity the current activity; null if another process runs the checkout
     * @param retryAfterSeconds when to poll again
     */
    record RunningOutcome(String requestId, @Nullable String activity, int retryAfterSeconds)
            implements CheckoutOutcomeResponse {}

    /**
     * @param nextAction what the buyer has to do; null if the gateway needs time
     * @param until when the checkout fails if there is no result
     * @param retryAfterSeconds when to poll again
     */
    record AwaitingPaymentOutcome(
            String requestId, String paymentId, @Nullable NextAction nextAction, Instant until, int retryAfterSeconds)
            implements CheckoutOutcomeResponse {}

    /** @param applied by service, whether it has committed its share */
    record CompletedOutcome(String requestId, String orderNumber, Map<String, Boolean> applied)
            implements CheckoutOutcomeResponse {}

    /**
     * @param activity the failed activity; null if none had begun
     * @param applied by service, whether it has released its share
     * @param compensationPending the activities whose compensation failed and is retried
     * @param needsAttention the activities whose compensation failed in all retries, so that an operator has to act
     */
    record RolledBackOutcome(
            String requestId,
            @Nullable String activity,
            FailureType failureType,
            String failureMessage,
            Map<String, Boolean> applied,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> compensationPending,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> needsAttention)
            implements CheckoutOutcomeResponse {}

    /** @param retryAfterSeconds when to poll again */
    record UnknownOutcome(String requestId, int retryAfterSeconds) implements CheckoutOutcomeResponse {}

    static CheckoutOutcomeResponse of(CheckoutState state) {
        return switch (state) {
            case CheckoutState.Running running -> new RunningOutcome(running.requestId(), running.activity(), 1);
            case CheckoutState.AwaitingPayment(var requestId, var awaited) ->
                new AwaitingPaymentOutcome(requestId, awaited.paymentId(), awaited.nextAction(), awaited.until(), 2);
            case CheckoutState.Completed done ->
                new CompletedOutcome(done.requestId(), done.orderNumber(), done.applied());
            case CheckoutState.RolledBack back ->
                new RolledBackOutcome(
                        back.requestId(),
                        back.failure().activity(),
                        back.failure().type(),
                        back.failure().message(),
                        back.applied(),
                        back.compensationPending(),
                        back.needsAttention());
            case CheckoutState.OutcomeUnknown unknown ->
                new UnknownOutcome(unknown.requestId(), unknown.retryAfterSeconds());
        };
    }
}
