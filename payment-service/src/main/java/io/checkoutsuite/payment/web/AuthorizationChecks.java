package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.web.problem.Errors;
import io.checkoutsuite.web.problem.ProblemException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Validates an authorization request and reports all violations at once. */
@Component
@RequiredArgsConstructor
class AuthorizationChecks {

    private final MeansOfPayment meansOfPayment;
    private final Gateways gateways;
    private final PaymentSettings settings;

    /** @throws ProblemException 422 */
    void check(AuthorizationRequest request) {
        Errors errors = new Errors();
        Set<String> ids = new HashSet<>();
        List<AuthorizationRequest.Wanted> payments = request.payments();
        for (int index = 0; index < payments.size(); index++) {
            AuthorizationRequest.Wanted wanted = payments.get(index);
            String place = "/payments/" + index;
            if (!settings.isPending(wanted.effectiveType())) {
                meansOfPayment.check(place, wanted.gateway(), wanted.token(), errors);
            }
            if (!ids.add(wanted.paymentId())) {
                errors.add(place + "/paymentId", "duplicate", "Two payments have this paymentId");
            }
            if (!wanted.amount().isPositive()) {
                errors.add(place + "/amount", "too-small", "The amount must be greater than zero");
            }
            if (!wanted.amount().currency().equals(request.total().currency())) {
                errors.add(place + "/amount/currency", "other-currency", "The total is in another currency");
            }
            if (index > 0 && wanted.gateway() != null && isAlone(payments, wanted.gateway())) {
                errors.add(place + "/gateway", "one-payment-only", "This gateway accepts only one payment per order");
            }
        }
        checkSum(request, errors);
        errors.throwIfAny();
    }

    private boolean isAlone(List<AuthorizationRequest.Wanted> payments, String gateway) {
        return gateways.named(gateway)
                        .filter(known -> !known.capabilities().severalPayments())
                        .isPresent()
                && payments.stream()
                                .filter(wanted -> gateway.equals(wanted.gateway()))
                                .count()
                        > 1;
    }

    private static void checkSum(AuthorizationRequest request, Errors errors) {
        BigDecimal sum = request.payments().stream()
                .map(wanted -> wanted.amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Money total = request.total();
        if (sum.compareTo(total.amount()) != 0) {
            errors.add(
                    "/total",
                    "sum-mismatch",
                    "The payments add up to %s, the total is %s"
                            .formatted(
                                    sum.setScale(Math.max(
                                                    sum.scale(), total.amount().scale()))
                                            .toPlainString(),
                                    total.amount().toPlainString()));
        }
    }
}
