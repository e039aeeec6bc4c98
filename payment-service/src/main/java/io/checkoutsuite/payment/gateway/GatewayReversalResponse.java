package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;

/** The outcome of a reversal at the gateway. */
public sealed interface GatewayReversalResponse {

    /**
     * The hold is released or the sale is voided; a repeated call gets the same response.
     *
     * @param amount what was still held
     */
    record Reversed(Money amount, boolean sale) implements GatewayReversalResponse {}

    /** Nothing was held; a late authorization under this reference will be refused. */
    record NothingHeld() implements GatewayReversalResponse {}

    /** The gateway refuses, however often the call is repeated. */
    record Refused(String reason) implements GatewayReversalResponse {}
}
