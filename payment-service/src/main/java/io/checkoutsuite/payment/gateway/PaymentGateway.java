package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * A payment service provider. Every call is idempotent under its reference. Every call may throw {@link GatewayUnreachableException} (no effect)
 * or {@link GatewayTimeoutException} (effect unknown).
 */
public interface PaymentGateway {

    /** Must never change: it is stored with every payment. */
    String name();

    GatewayCapabilities capabilities();

    /** The maximum duration of a call until it returns or throws. Leases have to last longer than this. */
    Duration timeout();

    /**
     * Whether its calls leave this installation, so that it can be slow or fail for all buyers at once. The calls to a remote gateway are limited
     * ({@link GatewayProtection}).
     */
    default boolean isRemote() {
        return true;
    }

    /** Whether the token belongs to this gateway, as far as this can be checked without using it. */
    boolean accepts(Token token);

    /** Holds the money once per reference, however often and whenever it is called. A reversed reference stays closed. */
    GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request);

    /**
     * Confirms, once per reference, a payment that the buyer has approved with a third party. It is called instead of {@link #authorize}
     * for third-party accounts if the gateway's capabilities include confirmation.
     */
    default GatewayAuthorizationResponse confirm(GatewayAuthorizationRequest request) {
        throw new UnsupportedOperationException(name() + " does not support confirmations");
    }

    /** Returns the outcome of a reference; empty if the gateway does not know the reference. */
    Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference);

    /** Releases a hold or voids a sale. An unknown reference is closed for good. */
    GatewayReversalResponse reverse(GatewayReference reference);

    /**
     * Captures held money, once per {@code captureReference}. A refused capture stays refused under that reference.
     *
     * @param captureReference unique per merchant
     */
    GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount);

    /**
     * Refunds captured money, once per {@code refundReference}. A refused refund stays refused under that reference.
     *
     * @param refundReference unique per merchant
     */
    GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount);
}
