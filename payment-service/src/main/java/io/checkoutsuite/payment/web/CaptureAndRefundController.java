package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.capture.CaptureOrRefundOutcome;
import io.checkoutsuite.payment.capture.CapturesAndRefunds;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Captures and refunds the payments of an order. */
@RestController
@RequestMapping("/payments/{paymentId}")
@RequiredArgsConstructor
class CaptureAndRefundController {

    private static final int UNAVAILABLE_RETRY_SECONDS = 3;

    private final CapturesAndRefunds capturesAndRefunds;

    record CaptureOrRefundRequest(@NotNull Money amount) implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            if (amount != null && !amount.isPositive()) {
                errors.add("/amount", "too-small", "The amount must be greater than zero");
            }
        }
    }

    @Operation(summary = "Captures all or part of an authorized payment")
    @PostMapping("/captures")
    @DocumentedCaptureOrRefund
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> capture(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody CaptureOrRefundRequest request,
            IdempotencyKey key) {
        return response(capturesAndRefunds.capture(caller.tenant(), paymentId, key.value(), request.amount()));
    }

    @Operation(summary = "Refunds all or part of a captured payment")
    @PostMapping("/refunds")
    @DocumentedCaptureOrRefund
    ResponseEntity<PaymentResponse.PaymentTransactionResponse> refund(
            Caller caller,
            @PathVariable String paymentId,
            @Valid @RequestBody CaptureOrRefundRequest request,
            IdempotencyKey key) {
        return response(capturesAndRefunds.refund(caller.tenant(), paymentId, key.value(), request.amount()));
    }

    private static ResponseEntity<PaymentResponse.PaymentTransactionResponse> response(CaptureOrRefundOutcome outcome) {
        return switch (outcome) {
            case CaptureOrRefundOutcome.Recorded(var transaction, boolean replayed)
            when transaction.success() -> {
                ResponseEntity.BodyBuilder response =
                        ResponseEntity.status(replayed ? HttpStatus.OK : HttpStatus.CREATED);
                yield (replayed ? response.header(IdempotencyKey.REPLAYED, "true") : response)
                        .body(PaymentResponse.PaymentTransactionResponse.of(transaction));
            }
            case CaptureOrRefundOutcome.Recorded refused ->
                throw new ProblemException(Problems.CONFLICT, "The gateway refused the operation");
            case CaptureOrRefundOutcome.AmountNotAvailable(Money available) ->
                throw new ProblemException(PaymentProblems.AMOUNT_NOT_AVAILABLE, "Only " + available + " is available")
                        .with("available", available);
            case CaptureOrRefundOutcome.IdempotencyKeyReused() -> throw IdempotencyKey.reused();
            case CaptureOrRefundOutcome.NotPossible(String reason) ->
                throw new ProblemException(Problems.CONFLICT, reason);
            case CaptureOrRefundOutcome.Unavailable() ->
                throw PaymentProblems.unavailable("The gateway gave no definite response", UNAVAILABLE_RETRY_SECONDS);
            case CaptureOrRefundOutcome.NoSuchPayment() -> throw ProblemException.notFound("payment");
        };
    }
}
