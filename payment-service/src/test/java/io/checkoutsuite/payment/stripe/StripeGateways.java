package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.web.http.HttpConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Gateways to a stub of Stripe, over real HTTP. */
public final class StripeGateways implements AutoCloseable {

    private final HttpConnections connections = new HttpConnections(Duration.ofSeconds(2));

    /** Stripe settings as a shop configures them; omitted properties have their defaults. */
    static StripeSettings settings(Map<String, String> properties) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("suite.payment.stripe." + name, value));
        return new Binder(source).bindOrCreate("suite.payment.stripe", StripeSettings.class);
    }

    public PaymentGateway at(String url, Clock clock, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("api-key", StripeStub.API_KEY, "url", url));
        all.putAll(properties);
        StripeSettings settings = settings(all);
        return new StripeGateway(settings, new StripeClient(settings, connections), clock);
    }

    public static GatewayReference newReference(String amount, String currency, Instant since) {
        String request = "r-" + UUID.randomUUID();
        return new GatewayReference("default", request, request + "-0", "100042", Money.of(amount, currency), since);
    }

    public static GatewayAuthorizationRequest authorization(GatewayReference reference, String paymentMethod) {
        return new GatewayAuthorizationRequest(reference, new Token(paymentMethod), Action.AUTHORIZE);
    }

    @Override
    public void close() {
        connections.close();
    }
}
