package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Checks whether a gateway would accept a token before a cart stores it. */
@RestController
@RequiredArgsConstructor
class TokenController {

    private final PaymentMethodValidator paymentMethodValidator;
    private final PaymentSettings settings;

    /** @param type the payment type; types that no gateway handles need neither gateway nor token */
    record TokenValidationRequest(
            @Nullable String gateway,
            @Nullable String token,
            @Nullable String type) {

        @Override
        public String toString() {
            return "TokenValidationRequest[…]";
        }
    }

    @Operation(summary = "Checks whether a gateway would accept a token")
    @PostMapping("/tokens/validations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void validateToken(@RequestBody TokenValidationRequest request) {
        ValidationErrors errors = new ValidationErrors();
        if (request.type() == null || !settings.isPending(request.type())) {
            paymentMethodValidator.validate("", request.gateway(), request.token(), errors);
        }
        errors.throwIfAny();
    }
}
