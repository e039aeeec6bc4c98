package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;

/** What became of a reversal at the gateway. */
public sealed interface ReversalAnswer {

    /**
     * The hold is released, or the sale void; said again for each repetition.
     *
     * @param amount what was still held
     */
    record Reversed(Money amount, boolean sale) implements ReversalAnswer {}

    /** Nothing was held; a late authorization under this reference will be refused. */
    record NothingHeld() implements ReversalAnswer {}

    /** The gateway will not do it, however often it is asked. */
    record Refused(String reason) implements ReversalAnswer {}
}
