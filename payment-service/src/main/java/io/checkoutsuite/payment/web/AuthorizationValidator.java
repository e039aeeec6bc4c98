package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Validates an authorization request and reports all violations at once. */
@Component
@RequiredArgsConstructor
class AuthorizationValidator {

    private final PaymentMethodValidator paymentMethodValidator;
    private final Gateways gateways;
    private final PaymentSettings settings;

    /** @throws ProblemException 422 */
    void validate(AuthorizationRequest request) {
        ValidationErrors errors = new ValidationErrors();
        Set<String> ids = new HashSet<>();
        List<AuthorizationRequest.AuthorizationPaymentRequest> payments = request.payments();
        for (int index = 0; index < payments.size(); index++) {
            AuthorizationRequest.AuthorizationPaymentRequest payment = payments.get(index);
            String pointer = "/payments/" + index;
            if (!settings.isPending(payment.effectiveType())) {
                paymentMethodValidator.validate(pointer, payment.gateway(), payment.token(), errors);
            }
            if (!ids.add(payment.paymentId())) {
                errors.add(pointer + "/paymentId", "duplicate", "Two payments have this paymentId");
            }
            if (!payment.amount().isPositive()) {
                errors.add(pointer + "/amount", "too-small", "The amount must be greater than zero");
            }
            if (!payment.amount().currency().equals(request.total().currency())) {
                errors.add(pointer + "/amount/currency", "other-currency", "The total is in another currency");
            }
            if (index > 0 && payment.gateway() != null && violatesSinglePayment(payments, payment.gateway())) {
                errors.add(pointer + "/gateway", "one-payment-only", "This gateway accepts only one payment per order");
            }
        }
        validateSum(request, errors);
        errors.throwIfAny();
    }

    private boolean violatesSinglePayment(
            List<AuthorizationRequest.AuthorizationPaymentRequest> payments, String gateway) {
        return gateways.named(gateway)
                        .filter(known -> !known.capabilities().severalPayments())
                        .isPresent()
                && payments.stream()
                                .filter(payment -> gateway.equals(payment.gateway()))
                                .count()
                        > 1;
    }

    private static void validateSum(AuthorizationRequest request, ValidationErrors errors) {
        BigDecimal sum = request.payments().stream()
                .map(payment -> payment.amount().amount())
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
