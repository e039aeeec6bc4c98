package io.checkoutsuite.payment.gateway;

/**
 * Identifies one authorization at a gateway. The suite chooses it before the first call, so that the authorization can be looked up,
 * repeated and reversed even if no response ever arrives.
 *
 * @param merchant the tenant, which owns the merchant account at the gateway
 * @param requestId the checkout attempt; sent to the gateway for information
 * @param value unique per merchant
 */
public record GatewayReference(String merchant, String requestId, String value) {}
