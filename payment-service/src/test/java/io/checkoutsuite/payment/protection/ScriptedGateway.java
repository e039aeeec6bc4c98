package io.checkoutsuite.payment.protection;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A gateway whose authorizations do what a test determines, for instance take longer than they may. */
final class ScriptedGateway implements PaymentGateway {

    static final String NAME = "scripted";

    private final Duration timeout;
    private final AtomicInteger authorizations = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Supplier<GatewayAuthorizationResponse> script =
            () -> new GatewayAuthorizationResponse.Approved(false);

    ScriptedGateway(Duration timeout) {
        this.timeout = timeout;
    }

    void does(Supplier<GatewayAuthorizationResponse> next) {
        script = next;
    }

    int authorizations() {
        return authorizations.get();
    }

    int ended() {
        return ended.get();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return GatewayCapabilities.of(1, Feature.SEVERAL_PAYMENTS, Feature.CONFIRMATION);
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public boolean accepts(Token token) {
        return true;
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        authorizations.incrementAndGet();
        try {
            return script.get();
        } finally {
            ended.incrementAndGet();
        }
    }

    @Override
    public GatewayAuthorizationResponse confirm(GatewayAuthorizationRequest request) {
        return authorize(request);
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        return Optional.empty();
    }

    @Override
    public GatewayReversalResponse reverse(GatewayReference reference) {
        return new GatewayReversalResponse.NothingHeld();
    }

    @Override
    public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
        return new GatewayOperationResponse.Done();
    }

    @Override
    public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
        return new GatewayOperationResponse.Done();
    }
}
