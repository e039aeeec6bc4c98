package io.checkoutsuite.payment.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The gateways of this installation, each with its limits. */
@Component
public final class Gateways {

    private final Map<String, PaymentGateway> byName;

    /** @throws IllegalStateException if two gateways have the same name */
    public Gateways(List<PaymentGateway> gateways, GatewayProtection protection) {
        this.byName = gateways.stream()
                .map(protection::protect)
                .collect(Collectors.toUnmodifiableMap(PaymentGateway::name, Function.identity()));
    }

    public Optional<PaymentGateway> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws IllegalStateException if the gateway of a payment is no longer configured */
    public PaymentGateway required(String name) {
        return named(name).orElseThrow(() -> new IllegalStateException("Gateway " + name + " is not configured"));
    }
}
