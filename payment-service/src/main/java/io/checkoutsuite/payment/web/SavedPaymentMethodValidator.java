package io.checkoutsuite.payment.web;

import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import lombok.RequiredArgsConstructor;

/** Validates a payment method that a customer wants to save. */
@RequiredArgsConstructor
class SavedPaymentMethodValidator implements ConstraintValidator<ValidPayments, PaymentMethodRequest> {

    private final PaymentMethodValidator paymentMethodValidator;
    private final Clock clock;

    @Override
    public boolean isValid(PaymentMethodRequest request, ConstraintValidatorContext context) {
        ValidationErrors errors = new ValidationErrors();
        paymentMethodValidator.validate("", request.effectiveGateway(), request.token(), errors);
        if (request.expires() != null && isOver(request.expires())) {
            errors.add("/expires", "expired", "The payment method has expired");
        }
        return errors.reportTo(context);
    }

    /** The form of a month is checked by its own constraint. */
    private boolean isOver(String month) {
        try {
            return YearMonth.parse(month).isBefore(YearMonth.now(clock));
        } catch (DateTimeParseException noMonth) {
            return false;
        }
    }
}
