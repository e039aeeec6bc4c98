package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stands for payments that no gateway handles, such as a bank transfer: nobody is called, and what people record is taken as done. */
@Component
public final class OfflineGateway implements PaymentGateway {

    public static final String NAME = "offline";

    /** There is nothing to be named. */
    public static final Token NO_TOKEN = new Token("none");

    private static final int LAST = Integer.MAX_VALUE;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return new GatewayCapabilities(LAST, false, true, false);
    }

    @Override
    public Duration timeout() {
        return Duration.ZERO;
    }

    /** No token makes a payment an offline one, only its type does. */
    @Override
    public boolean accepts(Token token) {
        return false;
    }

    @Override
    public AuthorizationAnswer authorize(AuthorizationOrder order) {
        return new AuthorizationAnswer.Pending();
    }

    @Override
    public Optional<AuthorizationAnswer> lookUp(GatewayReference reference) {
        return Optional.of(new AuthorizationAnswer.Pending());
    }

    @Override
    public ReversalAnswer reverse(GatewayReference reference) {
        return new ReversalAnswer.NothingHeld();
    }

    @Override
    public FollowUpAnswer capture(GatewayReference reference, String captureReference, Money amount) {
        return new FollowUpAnswer.Done();
    }

    @Override
    public FollowUpAnswer refund(GatewayReference reference, String refundReference, Money amount) {
        return new FollowUpAnswer.Done();
    }
}
