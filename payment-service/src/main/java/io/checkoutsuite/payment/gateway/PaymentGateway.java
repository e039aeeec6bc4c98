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

    /** Verifies a notification; it may be sent several times and in any order. */
    default WebhookReceipt receive(Webhook webhook) {
        return new WebhookReceipt.Unsupported();
    }

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

    /**
     * Cancels a whole capture or sale that is not settled yet, once per {@code voidReference}; the money goes back to the buyer, and the hold
     * does not return. Called only if the gateway supports {@link GatewayCapabilities.Feature#VOID}.
     *
     * @param captureReference of the capture; the value of the reference itself for a sale
     * @param voidReference unique per merchant
     */
    default GatewayOperationResponse voidCapture(
            GatewayReference reference, String captureReference, String voidReference, Money amount) {
        throw new UnsupportedOperationException(name() + " cannot cancel captures");
    }

    /**
     * Releases a part of a hold, once per {@code reversalReference}; the rest stays held. Called only if the gateway supports
     * {@link GatewayCapabilities.Feature#PARTIAL_REVERSAL}.
     *
     * @param reversalReference unique per merchant
     */
    default GatewayOperationResponse reversePart(GatewayReference reference, String reversalReference, Money amount) {
        throw new UnsupportedOperationException(name() + " cannot release a part of a hold");
    }

    /**
     * Pays money to the buyer of an earlier payment that this payment does not owe, once per {@code creditReference}. Called only if the gateway
     * supports {@link GatewayCapabilities.Feature#DETACHED_CREDIT}.
     *
     * @param reference the payment whose payment method gets the money
     * @param creditReference unique per merchant
     */
    default GatewayOperationResponse credit(GatewayReference reference, String creditReference, Money amount) {
        throw new UnsupportedOperationException(name() + " cannot pay money out");
    }
}
