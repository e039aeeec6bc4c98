package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Checks whether a gateway would accept a token before a cart stores it. */
@RestController
@RequiredArgsConstructor
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

    private final Gateways gateways;
    private final PaymentSettings settings;

    /**
     * Who handles payments with a valid token.
     *
     * @param severalPayments whether the gateway accepts several payments for one order
     */
    record ValidTokenResponse(String gateway, boolean severalPayments) {}

    @Operation(summary = "Checks whether a gateway would accept a token")
    @PostMapping("/tokens/validations")
    ValidTokenResponse validateToken(@Valid @RequestBody TokenValidationRequest request) {
        String gateway = request.type() != null && settings.isPending(request.type())
                ? OfflineGateway.NAME
                : Objects.requireNonNull(request.gateway());
        return new ValidTokenResponse(
                gateway, gateways.required(gateway).capabilities().supports(Feature.SEVERAL_PAYMENTS));
    }
}
