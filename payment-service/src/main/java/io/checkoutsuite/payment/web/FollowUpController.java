package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.FollowUpOutcome;
import io.checkoutsuite.payment.authorization.FollowUps;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Captures and refunds the payments of an order. */
@RestController
@RequestMapping("/payments/{paymentId}")
@RequiredArgsConstructor
class FollowUpController {

    private static final String KEY = "Idempotency-Key";
    private static final int LATER = 3;

    private final FollowUps followUps;

    record Wanted(@NotNull Money amount) {}

    @PostMapping("/captures")
    ResponseEntity<PaymentView.Entry> capture(
            Caller caller,
            @PathVariable String paymentId,
            @RequestHeader(value = KEY, required = false) @Nullable String key,
            @Valid @RequestBody Wanted wanted) {
        return answer(followUps.capture(caller.tenant(), paymentId, required(key), positive(wanted)));
    }

    @PostMapping("/refunds")
    ResponseEntity<PaymentView.Entry> refund(
            Caller caller,
            @PathVariable String paymentId,
            @RequestHeader(value = KEY, required = false) @Nullable String key,
            @Valid @RequestBody Wanted wanted) {
        return answer(followUps.refund(caller.tenant(), paymentId, required(key), positive(wanted)));
    }

    private static String required(@Nullable String key) {
        if (key == null || key.isBlank() || key.length() > 255) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("header:" + KEY, "missing", KEY + " of at most 255 characters is required"));
        }
        return key;
    }

    private static Money positive(Wanted wanted) {
        if (!wanted.amount().isPositive()) {
            new Errors()
                    .add("/amount", "too-small", "The amount must be greater than zero")
                    .throwIfAny();
        }
        return wanted.amount();
    }

    private static ResponseEntity<PaymentView.Entry> answer(FollowUpOutcome outcome) {
        return switch (outcome) {
            case FollowUpOutcome.Recorded(var transaction, boolean replayed)
            when transaction.success() -> {
                ResponseEntity.BodyBuilder answer =
                        ResponseEntity.status(replayed ? HttpStatus.OK : HttpStatus.CREATED);
                yield (replayed ? answer.header("Idempotent-Replayed", "true") : answer)
                        .body(PaymentView.Entry.of(transaction));
            }
            case FollowUpOutcome.Recorded refused ->
                throw new ProblemException(Problems.CONFLICT, "The gateway refused the operation");
            case FollowUpOutcome.TooMuch(Money available) ->
                throw new ProblemException(PaymentProblems.TOO_MUCH, "Only " + available + " is available")
                        .with("available", available);
            case FollowUpOutcome.OtherAmount() ->
                throw new ProblemException(Problems.KEY_REUSED, "This key was used for another amount");
            case FollowUpOutcome.NotPossible(String reason) -> throw new ProblemException(Problems.CONFLICT, reason);
            case FollowUpOutcome.Unavailable() ->
                throw PaymentProblems.unavailable("The gateway gave no definite response", LATER);
            case FollowUpOutcome.NoSuchPayment() -> throw ProblemException.notFound("payment");
        };
    }
}
