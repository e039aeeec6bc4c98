package io.checkoutsuite.payment.gateway;

/** The outcome of a capture or a refund at the gateway. */
public sealed interface GatewayOperationResponse {

    /** The money moved; a repeated call gets the same response. */
    record Done() implements GatewayOperationResponse {}

    /** The gateway refuses the operation. */
    record Refused(String reason) implements GatewayOperationResponse {}
}
