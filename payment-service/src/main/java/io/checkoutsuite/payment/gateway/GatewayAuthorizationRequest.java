package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;

/**
 * A request to a gateway to hold the amount of a reference.
 *
 * @param action whether the gateway holds, captures or confirms
 */
public record GatewayAuthorizationRequest(GatewayReference reference, Token token, Action action) {

    /** What the gateway does with the money at checkout. */
    public enum Action {
        /** Holds it for a later capture. */
        AUTHORIZE,
        /** Captures it at once. */
        SALE,
        /** Confirms a payment that the buyer has approved with a third party. */
        CONFIRM
    }

    /** Whether the money is captured at once. */
    public boolean sale() {
        return action == Action.SALE;
    }

    public Money amount() {
        return reference.amount();
    }

    public String orderNumber() {
        return reference.orderNumber();
    }
}
