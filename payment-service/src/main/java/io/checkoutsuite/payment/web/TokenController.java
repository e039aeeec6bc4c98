package io.checkoutsuite.payment.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Checks whether a gateway would accept a token before a cart stores it. */
@RestController
class TokenController {

    /** @param type the payment type; types that no gateway handles need neither gateway nor token */
    @ValidPayments
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
    void validateToken(@Valid @RequestBody TokenValidationRequest request) {
        // A request that is valid is all that is asked for.
    }
}
