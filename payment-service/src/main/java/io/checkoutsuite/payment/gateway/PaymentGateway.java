package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * A payment service provider. Every call is repeatable under its reference; every call may throw {@link GatewayUnreachable} (no effect)
 * or {@link GatewayTimeout} (effect unknown).
 */
public interface PaymentGateway {

    /** Stable: it is stored with every payment. */
    String name();

    GatewayCapabilities capabilities();

    /** The longest that a call takes until it answers or throws; leases are made to outlast it. */
    Duration timeout();

    /** Whether the token is one of this gateway's, as far as that shows without spending it. */
    boolean accepts(Token token);

    /** Holds the money once per reference, however often it is asked; a reference that was reversed stays closed. */
    AuthorizationAnswer authorize(AuthorizationOrder order);

    /**
     * Makes final, once per reference, what the buyer has agreed to with a third party; called instead of {@link #authorize} for third
     * parties' accounts, if the capabilities say so.
     */
    default AuthorizationAnswer confirm(AuthorizationOrder order) {
        throw new UnsupportedOperationException(name() + " confirms nothing");
    }

    /** What the gateway knows of a reference; empty if it has never heard of it. */
    Optional<AuthorizationAnswer> lookUp(GatewayReference reference);

    /** Gives back whatever is held, or voids a sale; an unknown reference is closed for ever. */
    ReversalAnswer reverse(GatewayReference reference);

    /**
     * Takes money that is held, once per {@code captureReference}; what was refused once stays refused under that reference.
     *
     * @param captureReference unique per merchant
     */
    FollowUpAnswer capture(GatewayReference reference, String captureReference, Money amount);

    /**
     * Pays captured money back, once per {@code refundReference}; what was refused once stays refused under that reference.
     *
     * @param refundReference unique per merchant
     */
    FollowUpAnswer refund(GatewayReference reference, String refundReference, Money amount);
}
