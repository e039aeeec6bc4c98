package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.web.problem.Errors;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates the gateway and token of a payment method. The response never repeats the submitted values. */
@Component
@RequiredArgsConstructor
class MeansOfPayment {

    private final Gateways gateways;

    /** @param place JSON pointer of the object that contains gateway and token; empty for the body */
    void check(String place, @Nullable String gateway, @Nullable String token, Errors errors) {
        if (gateway == null || gateway.isBlank()) {
            errors.add(place + "/gateway", "missing", "gateway is missing");
        }
        if (token == null || token.isBlank()) {
            errors.add(place + "/token", "missing", "token is missing");
        }
        if (gateway == null || gateway.isBlank()) {
            return;
        }
        Optional<PaymentGateway> known = gateways.named(gateway);
        if (known.isEmpty()) {
            errors.add(place + "/gateway", "unknown-gateway", "There is no such gateway");
        } else if (token != null && !token.isBlank() && !known.get().accepts(new Token(token))) {
            errors.add(place + "/token", "unknown-token", "The gateway does not know this token");
        }
    }
}
