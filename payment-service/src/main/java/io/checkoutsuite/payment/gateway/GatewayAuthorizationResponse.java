package io.checkoutsuite.payment.gateway;

/** The outcome of one authorization at the gateway. */
public sealed interface GatewayAuthorizationResponse {

    /**
     * The money is held.
     *
     * @param sale whether it was captured at once
     */
    record Approved(boolean sale) implements GatewayAuthorizationResponse {}

    /** The payment is pending: nothing is held, and whether the money arrives is known later. */
    record Pending() implements GatewayAuthorizationResponse {}

    /** The buyer has to do something first; nothing is held yet. The outcome is found by looking the reference up. */
    record ActionRequired(NextAction action) implements GatewayAuthorizationResponse {}

    /** The gateway needs time; nothing is known yet. The outcome is found by looking the reference up. */
    record ResultAwaited() implements GatewayAuthorizationResponse {}

    /**
     * Nothing is held under this reference, and nothing ever will be.
     *
     * @param message for the buyer; never the issuer's raw text
     */
    record Declined(DeclineType type, String message) implements GatewayAuthorizationResponse {}

    /** The reference was reversed or cancelled: nothing is held under it, and never will be. */
    record Closed() implements GatewayAuthorizationResponse {}
}
