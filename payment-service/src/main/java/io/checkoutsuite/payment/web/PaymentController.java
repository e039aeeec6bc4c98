package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.access.Caller.Scope;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Returns payments, each with all its transactions. */
@RestController
@RequestMapping("/payments")
@RequiredArgsConstructor
class PaymentController {

    private static final int MOST = 500;

    private final Authorizations authorizations;

    @Operation(summary = "Returns a payment with all its transactions")
    @GetMapping("/{paymentId}")
    PaymentResponse readPayment(Caller caller, @PathVariable String paymentId) {
        return authorizations.withPayment(caller.tenant(), paymentId).stream()
                .filter(authorization -> isVisibleTo(caller, authorization))
                // A payment may have been used in several attempts: the one that became an order counts, otherwise the
                // latest one.
                .min(Comparator.comparing(authorization -> !(authorization instanceof Bound)))
                .map(authorization -> PaymentResponse.of(authorization, authorization.payment(paymentId)))
                .orElseThrow(() -> ProblemException.notFound("payment"));
    }

    private static boolean isVisibleTo(Caller caller, BegunAuthorization authorization) {
        return caller.has(Scope.SERVICE)
                || caller.has(Scope.OPERATOR)
                || caller.isCustomer(authorization.purpose().customerId());
    }

    /** Lists the payments of all attempts of one order or one cart, latest first. */
    @Operation(summary = "Lists the payments of one order or one cart, latest first")
    @GetMapping
    @Parameter(in = ParameterIn.QUERY, name = "orderNumber", schema = @Schema(type = "string"))
    @Parameter(in = ParameterIn.QUERY, name = "cartId", schema = @Schema(type = "string"))
    Page<PaymentResponse> listPayments(Caller caller, @RequestParam Map<String, String> filters) {
        if (filters.size() != 1) {
            throw unknownFilter("Exactly one of the filters orderNumber and cartId is required");
        }
        Map.Entry<String, String> filter = filters.entrySet().iterator().next();
        List<BegunAuthorization> found = switch (filter.getKey()) {
            case "orderNumber" -> authorizations.ofOrder(caller.tenant(), filter.getValue());
            case "cartId" -> authorizations.ofCart(caller.tenant(), filter.getValue());
            default -> throw unknownFilter("Payments can only be filtered by orderNumber or cartId");
        };
        return Page.whole(found.stream()
                .flatMap(authorization ->
                        authorization.payments().stream().map(payment -> PaymentResponse.of(authorization, payment)))
                .limit(MOST)
                .toList());
    }

    private static ProblemException unknownFilter(String message) {
        return new ProblemException(Problems.MALFORMED, new FieldError("query:", "unknown-filter", message));
    }
}
