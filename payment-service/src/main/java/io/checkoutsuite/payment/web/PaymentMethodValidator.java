package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates the gateway and token of a payment method. The response never repeats the submitted values. */
@Component
@RequiredArgsConstructor
class PaymentMethodValidator {

    private final Gateways gateways;

    /** @param pointer JSON pointer of the object that contains gateway and token; empty for the body */
    void validate(String pointer, @Nullable String gateway, @Nullable String token, ValidationErrors errors) {
        if (gateway == null || gateway.isBlank()) {
            errors.add(pointer + "/gateway", "missing", "gateway is missing");
        }
        if (token == null || token.isBlank()) {
            errors.add(pointer + "/token", "missing", "token is missing");
        }
        if (gateway == null || gateway.isBlank()) {
            return;
        }
        Optional<PaymentGateway> known = gateways.named(gateway);
        if (known.isEmpty()) {
            errors.add(pointer + "/gateway", "unknown-gateway", "There is no such gateway");
        } else if (token != null && !token.isBlank() && !known.get().accepts(new Token(token))) {
            errors.add(pointer + "/token", "unknown-token", "The gateway does not know this token");
        }
    }
}
