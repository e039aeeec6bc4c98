package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;

/**
 * What a gateway is asked to hold.
 *
 * @param way how it is asked
 * @param orderNumber shown on the buyer's statement
 */
public record AuthorizationOrder(GatewayReference reference, Token token, Money amount, Way way, String orderNumber) {

    /** How money is asked for at checkout. */
    public enum Way {
        /** Hold it, to be captured later. */
        AUTHORIZE,
        /** Take it at once. */
        SALE,
        /** Confirm what the buyer has agreed to with a third party. */
        CONFIRM
    }

    /** Whether the money is to be taken at once. */
    public boolean sale() {
        return way == Way.SALE;
    }
}
