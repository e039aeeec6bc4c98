package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import lombok.RequiredArgsConstructor;

/** Validates a token that a cart is going to store. */
@RequiredArgsConstructor
class TokenValidator implements ConstraintValidator<ValidPayments, TokenController.TokenValidationRequest> {

    private final PaymentMethodValidator paymentMethodValidator;
    private final PaymentSettings settings;

    @Override
    public boolean isValid(TokenController.TokenValidationRequest request, ConstraintValidatorContext context) {
        ValidationErrors errors = new ValidationErrors();
        if (request.type() == null || !settings.isPending(request.type())) {
            paymentMethodValidator.validate("", request.gateway(), request.token(), errors);
        }
        return errors.reportTo(context);
    }
}
