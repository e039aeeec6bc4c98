package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PendingOperation;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operators' list of captures, refunds and other operations whose outcome at the gateway is not known yet. */
@RestController
@RequestMapping("/ops/payment-operations")
@RequiredArgsConstructor
class PendingOperationsController {

    private final Authorizations authorizations;

    /**
     * The operations of one checkout attempt.
     *
     * @param operations may be empty: then holds of earlier tries have to be released, or a checkout has to be told a result
     */
    record PendingOperationsResponse(String requestId, String orderNumber, List<PendingOperationResponse> operations) {

        static PendingOperationsResponse of(BegunAuthorization authorization) {
            return new PendingOperationsResponse(
                    authorization.requestId(),
                    authorization.purpose().orderNumber(),
                    authorization.payments().stream()
                            .flatMap(payment -> payment.pendingOperations().stream()
                                    .map(operation -> PendingOperationResponse.of(payment, operation)))
                            .toList());
        }
    }

    /** @param since when it began */
    record PendingOperationResponse(
            String paymentId, String gateway, TransactionType type, Money amount, String reference, Instant since) {

        static PendingOperationResponse of(Payment payment, PendingOperation operation) {
            return new PendingOperationResponse(
                    payment.paymentId(),
                    payment.gateway(),
                    operation.type(),
                    operation.amount(),
                    operation.reference(),
                    operation.at());
        }
    }

    @Operation(summary = "Lists operations whose outcome at the gateway is not known yet")
    @GetMapping
    Page<PendingOperationsResponse> listPendingOperations(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of());
        int size = Page.limit(limit);
        return Page.of(
                        authorizations.withPendingOperations(caller.tenant(), after, size + 1),
                        size,
                        Authorization::requestId)
                .map(PendingOperationsResponse::of);
    }
}
