package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.operation.OperationOutcome;
import io.checkoutsuite.payment.operation.PaymentOperations;
import io.checkoutsuite.payment.payment.PaymentOperation;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Operations on the payments of an order. */
@RestController
@RequestMapping("/payments/{paymentId}")
@RequiredArgsConstructor
class PaymentOperationController {

    private static final int UNAVAILABLE_RETRY_SECONDS = 3;
    private static final int LONGEST_REFERENCE = 200;

    private final PaymentOperations paymentOperations;

    record AmountRequest(@NotNull Money amount) implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            if (amount != null && !amount.isPositive()) {
                errors.add("/amount", "too-small", "The amount must be greater than zero");
            }
        }
    }

    /** @param transaction the reference of the capture or sale */
    record VoidRequest(
            @NotNull @Size(min = 1, max = LONGEST_REFERENCE) String transaction) {}

    @Operation(summary = "Captures all or part of an authorized payment")
    @PostMapping("/captures")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> capture(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody AmountRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.Capture(request.amount()), key);
    }

    @Operation(summary = "Refunds all or part of a captured payment")
    @PostMapping("/refunds")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> refund(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody AmountRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.Refund(request.amount()), key);
    }

    @Operation(summary = "Cancels a capture or sale that is not settled yet; the money goes back to the buyer")
    @PostMapping("/voids")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> voidCapture(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody VoidRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.VoidCapture(request.transaction()), key);
    }

    @Operation(summary = "Releases a part of what is held, or what is no longer expected of a pending payment")
    @PostMapping("/reversals")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> reverseHold(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody AmountRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.ReverseHold(request.amount()), key);
    }

    @Operation(summary = "Pays out money that the payment does not owe, up to its amount")
    @PostMapping("/credits")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> credit(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody AmountRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.DetachedCredit(request.amount()), key);
    }

    @Operation(summary = "Records that money of a payment has arrived at the merchant's bank")
    @PostMapping("/settlements")
    @DocumentedPaymentOperation
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> settle(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody AmountRequest request,
            IdempotencyKey key) {
        return perform(caller, paymentId, new PaymentOperation.Settlement(request.amount()), key);
    }

    private ResponseEntity<PaymentResponse.PaymentTransactionResponse> perform(
            Caller caller, String paymentId, PaymentOperation operation, IdempotencyKey key) {
        return response(paymentOperations.perform(caller.tenant(), paymentId, operation, key.value()));
    }

    private static ResponseEntity<PaymentResponse.PaymentTransactionResponse> response(OperationOutcome outcome) {
        return switch (outcome) {
            case OperationOutcome.Recorded(var transaction, boolean replayed)
            when transaction.success() -> {
                ResponseEntity.BodyBuilder response =
                        ResponseEntity.status(replayed ? HttpStatus.OK : HttpStatus.CREATED);
                yield (replayed ? response.header(IdempotencyKey.REPLAYED, "true") : response)
                        .body(PaymentResponse.PaymentTransactionResponse.of(transaction));
            }
            case OperationOutcome.Recorded refused ->
                throw new ProblemException(Problems.CONFLICT, "The gateway refused the operation");
            case OperationOutcome.AmountNotAvailable(Money available) ->
                throw new ProblemException(PaymentProblems.AMOUNT_NOT_AVAILABLE, "Only " + available + " is available")
                        .with("available", available);
            case OperationOutcome.IdempotencyKeyReused() -> throw IdempotencyKey.reused();
            case OperationOutcome.NotPossible(String reason) -> throw new ProblemException(Problems.CONFLICT, reason);
            case OperationOutcome.Unavailable() ->
                throw PaymentProblems.unavailable("The gateway gave no definite response", UNAVAILABLE_RETRY_SECONDS);
            case OperationOutcome.NoSuchPayment() -> throw ProblemException.notFound("payment");
        };
    }
}
