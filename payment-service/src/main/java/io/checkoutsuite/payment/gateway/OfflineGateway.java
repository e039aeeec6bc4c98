package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Represents payments that no gateway handles, such as bank transfers. It calls no remote system and accepts whatever staff record. */
@Component
public final class OfflineGateway implements PaymentGateway {

    public static final String NAME = "offline";

    /** A placeholder: offline payments have no token. */
    public static final Token NO_TOKEN = new Token("none");

    private static final int LAST = Integer.MAX_VALUE;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return GatewayCapabilities.of(
                LAST,
                Feature.SEVERAL_PAYMENTS,
                Feature.SEVERAL_CAPTURES,
                Feature.VOID,
                Feature.PARTIAL_REVERSAL,
                Feature.DETACHED_CREDIT);
    }

    @Override
    public Duration timeout() {
        return Duration.ZERO;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    /** A payment is offline because of its type, never because of its token. */
    @Override
    public boolean accepts(Token token) {
        return false;
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        return new GatewayAuthorizationResponse.Pending();
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        return Optional.of(new GatewayAuthorizationResponse.Pending());
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

    @Override
    public GatewayOperationResponse voidCapture(
            GatewayReference reference, String captureReference, String voidReference, Money amount) {
        return new GatewayOperationResponse.Done();
    }

    @Override
    public GatewayOperationResponse reversePart(GatewayReference reference, String reversalReference, Money amount) {
        return new GatewayOperationResponse.Done();
    }

    @Override
    public GatewayOperationResponse credit(GatewayReference reference, String creditReference, Money amount) {
        return new GatewayOperationResponse.Done();
    }
}
