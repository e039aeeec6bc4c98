package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.web.AuthorizationRequest.AuthorizationPaymentRequest;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Validates the payments of an authorization request together. Values that are missing are reported by their own constraints. */
@RequiredArgsConstructor
class AuthorizationValidator implements ConstraintValidator<ValidPayments, AuthorizationRequest> {

    private final PaymentMethodValidator paymentMethodValidator;
    private final Gateways gateways;
    private final PaymentSettings settings;

    @Override
    public boolean isValid(AuthorizationRequest request, ConstraintValidatorContext context) {
        ValidationErrors errors = new ValidationErrors();
        if (request.payments() != null) {
            validatePayments(request.payments(), request.total(), errors);
            validateSum(request.payments(), request.total(), errors);
        }
        return errors.reportTo(context);
    }

    private void validatePayments(
            List<@Nullable AuthorizationPaymentRequest> payments, @Nullable Money total, ValidationErrors errors) {
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < payments.size(); index++) {
            AuthorizationPaymentRequest payment = payments.get(index);
            if (payment == null) {
                continue;
            }
            String pointer = "/payments/" + index;
            if (!settings.isPending(payment.effectiveType())) {
                paymentMethodValidator.validate(pointer, payment.gateway(), payment.token(), errors);
            }
            if (payment.paymentId() != null && !ids.add(payment.paymentId())) {
                errors.add(pointer + "/paymentId", "duplicate", "Two payments have this paymentId");
            }
            if (payment.amount() != null) {
                validateAmount(payment.amount(), total, pointer, errors);
            }
            if (index > 0 && payment.gateway() != null && violatesSinglePayment(payments, payment.gateway())) {
                errors.add(pointer + "/gateway", "one-payment-only", "This gateway accepts only one payment per order");
            }
        }
    }

    private static void validateAmount(Money amount, @Nullable Money total, String pointer, ValidationErrors errors) {
        if (!amount.isPositive()) {
            errors.add(pointer + "/amount", "too-small", "The amount must be greater than zero");
        }
        if (total != null && !amount.currency().equals(total.currency())) {
            errors.add(pointer + "/amount/currency", "other-currency", "The total is in another currency");
        }
    }

    private boolean violatesSinglePayment(List<@Nullable AuthorizationPaymentRequest> payments, String gateway) {
        return gateways.named(gateway)
                        .filter(known -> !known.capabilities().supports(Feature.SEVERAL_PAYMENTS))
                        .isPresent()
                && payments.stream()
                                .filter(payment -> payment != null && gateway.equals(payment.gateway()))
                                .count()
                        > 1;
    }

    /** The sum is unknown while an amount is missing. */
    private static void validateSum(
            List<@Nullable AuthorizationPaymentRequest> payments, @Nullable Money total, ValidationErrors errors) {
        if (total == null || payments.stream().anyMatch(payment -> payment == null || payment.amount() == null)) {
            return;
        }
        BigDecimal sum = payments.stream()
                .map(payment -> Objects.requireNonNull(payment).amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
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
