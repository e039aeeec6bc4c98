package io.checkoutsuite.payment.protection;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * A gateway with limits: each call ends within the gateway's timeout, and calls beyond the limits are rejected at once.
 *
 * <p>Authorizations have limits of their own, so however many buyers pay, and however many of their authorizations fail, money can be looked up,
 * released, captured and refunded.
 */
@RequiredArgsConstructor
final class ProtectedGateway implements PaymentGateway {

    private final PaymentGateway gateway;
    private final GatewayCalls authorizations;
    private final GatewayCalls operations;
    private final Clock clock;

    /** By merchant: why the gateway accepts none of its calls. */
    private final Map<String, Misconfiguration> misconfigurations = new ConcurrentHashMap<>();

    /** Since when a gateway accepts none of a merchant's calls, and why. */
    record Misconfiguration(String reason, Instant since) {}

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public GatewayCapabilities capabilities() {
        return gateway.capabilities();
    }

    @Override
    public Duration timeout() {
        return gateway.timeout();
    }

    @Override
    public boolean isRemote() {
        return gateway.isRemote();
    }

    @Override
    public boolean accepts(Token token) {
        return gateway.accepts(token);
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        return call(authorizations, "authorize", request.reference(), () -> gateway.authorize(request));
    }

    @Override
    public GatewayAuthorizationResponse confirm(GatewayAuthorizationRequest request) {
        return call(authorizations, "confirm", request.reference(), () -> gateway.confirm(request));
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        return call(operations, "lookUp", reference, () -> gateway.lookUp(reference));
    }

    @Override
    public GatewayReversalResponse reverse(GatewayReference reference) {
        return call(operations, "reverse", reference, () -> gateway.reverse(reference));
    }

    @Override
    public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
        return call(operations, "capture", reference, () -> gateway.capture(reference, captureReference, amount));
    }

    @Override
    public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
        return call(operations, "refund", reference, () -> gateway.refund(reference, refundReference, amount));
    }

    @Override
    public GatewayOperationResponse voidCapture(
            GatewayReference reference, String captureReference, String voidReference, Money amount) {
        return call(
                operations,
                "voidCapture",
                reference,
                () -> gateway.voidCapture(reference, captureReference, voidReference, amount));
    }

    @Override
    public GatewayOperationResponse reversePart(GatewayReference reference, String reversalReference, Money amount) {
        return call(
                operations, "reversePart", reference, () -> gateway.reversePart(reference, reversalReference, amount));
    }

    @Override
    public GatewayOperationResponse credit(GatewayReference reference, String creditReference, Money amount) {
        return call(operations, "credit", reference, () -> gateway.credit(reference, creditReference, amount));
    }

    /** Verifies a notification, for which the gateway is not called. */
    @Override
    public WebhookReceipt receive(Webhook webhook) {
        return gateway.receive(webhook);
    }

    private <T> T call(GatewayCalls calls, String name, GatewayReference reference, Supplier<T> call) {
        try {
            T response = calls.call(name, call);
            misconfigurations.remove(reference.merchant());
            return response;
        } catch (GatewayConfigurationException misconfigured) {
            misconfigurations.computeIfAbsent(
                    reference.merchant(),
                    merchant -> new Misconfiguration(String.valueOf(misconfigured.getMessage()), clock.instant()));
            throw misconfigured;
        }
    }

    GatewayCalls authorizations() {
        return authorizations;
    }

    GatewayCalls operations() {
        return operations;
    }

    /** By merchant. */
    Map<String, Misconfiguration> misconfigurations() {
        return new TreeMap<>(misconfigurations);
    }
}
