package io.checkoutsuite.payment.gateway;

import io.checkoutsuite.money.Money;
import java.time.Instant;

/**
 * Identifies one authorization at a gateway, together with what never changes about it. The suite chooses it before the first call, so that the
 * authorization can be looked up, repeated and reversed even if no response ever arrives. Every call for an authorization has the same values,
 * so a gateway can derive from them whatever has to be the same in each call.
 *
 * @param merchant the tenant, which owns the merchant account at the gateway
 * @param requestId the checkout attempt; sent to the gateway for information
 * @param value unique per merchant
 * @param orderNumber sent to the gateway for information
 * @param amount what is to be held or was held
 * @param since no call under this reference was made earlier; the true beginning may be later
 */
public record GatewayReference(
        String merchant, String requestId, String value, String orderNumber, Money amount, Instant since) {}
