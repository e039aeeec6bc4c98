package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;

/**
 * What a gateway is asked to hold.
 *
 * @param sale whether the money is to be taken at once
 * @param orderNumber shown on the buyer's statement
 */
public record AuthorizationOrder(
        GatewayReference reference, Token token, Money amount, boolean sale, String orderNumber) {}
