package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Authorizes and reverses the payments of a checkout; both calls are idempotent under their request id. */
@RestController
@RequestMapping("/authorizations/{requestId}")
@RequiredArgsConstructor
class AuthorizationController {

    private static final int IN_PROGRESS_RETRY_SECONDS = 1;
    private static final int UNAVAILABLE_RETRY_SECONDS = 3;

    private final AuthorizePayments authorizePayments;
    private final ReversePayments reversePayments;
    private final Authorizations authorizations;
    private final PaymentSettings settings;

    @Operation(summary = "Authorizes the payments of a checkout attempt")
    @PutMapping
    @DocumentedProblems(
            value = {
                "payment-refused",
                "payment-method-unusable",
                "payment-unavailable",
                "authorization-closed",
                "conflict"
            },
            never = "not-found")
    @DocumentedResponse
    @DocumentedResponse(status = HttpStatus.ACCEPTED)
    ResponseEntity<AuthorizationResponse> authorize(
            Caller caller, @PathVariable String requestId, @Valid @RequestBody AuthorizationRequest request) {
        RequestIds.requestId(requestId);
        return switch (authorizePayments.authorize(
                caller.tenant(), requestId, request.purpose(), request.intents(settings))) {
            case AuthorizationOutcome.Authorized(var authorization) ->
                ResponseEntity.ok(AuthorizationResponse.authorized(authorization));
            case AuthorizationOutcome.Awaiting(var authorization) ->
                ResponseEntity.accepted().body(AuthorizationResponse.of(authorization));
            case AuthorizationOutcome.Refused(var declines) ->
                throw new ProblemException(PaymentProblems.REFUSED, "Nothing is held for this request")
                        .with("failures", declines);
            case AuthorizationOutcome.Unusable(var payments) ->
                throw new ProblemException(PaymentProblems.UNUSABLE, "Nothing was begun for this request")
                        .with("failures", payments);
            case AuthorizationOutcome.Unavailable() ->
                throw PaymentProblems.unavailable("The gateway gave no definite response", UNAVAILABLE_RETRY_SECONDS);
            case AuthorizationOutcome.InProgress() ->
                throw PaymentProblems.unavailable(
                        "Another call for this request is in progress", IN_PROGRESS_RETRY_SECONDS);
            case AuthorizationOutcome.Closed() ->
                throw new ProblemException(PaymentProblems.CLOSED, "This request was reversed and stays reversed");
            case AuthorizationOutcome.RequestIdReused() ->
                throw new ProblemException(
                        Problems.CONFLICT, "This request id was used with a different cart, total or payments");
        };
    }

    @Operation(summary = "Reverses the payments of a checkout attempt")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DocumentedProblems(
            value = {"reversal-refused", "payment-bound"},
            never = "not-found")
    void reverse(Caller caller, @PathVariable String requestId) {
        switch (reversePayments.reverse(caller.tenant(), RequestIds.requestId(requestId))) {
            case REVERSED -> {}
            case REFUSED ->
                throw new ProblemException(
                        PaymentProblems.REVERSAL_REFUSED, "A gateway refuses to reverse the payments of this request");
            case BOUND ->
                throw new ProblemException(PaymentProblems.BOUND, "The payments of this request are part of an order");
        }
    }

    @Operation(summary = "Returns the authorization of a checkout attempt")
    @GetMapping
    AuthorizationResponse readAuthorization(Caller caller, @PathVariable String requestId) {
        return authorizations
                .of(caller.tenant(), requestId)
                .map(AuthorizationResponse::of)
                .orElseThrow(() -> ProblemException.notFound("authorization"));
    }
}
