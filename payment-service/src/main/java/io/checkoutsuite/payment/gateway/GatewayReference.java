package io.checkoutsuite.payment.gateway;

/**
 * The name under which a gateway knows one authorization: chosen by us before the first call, so that it can be asked for, repeated and
 * reversed whether or not an answer ever came.
 *
 * @param merchant the tenant, whose account at the gateway it is
 * @param requestId the checkout attempt, told to the gateway as a note
 * @param value unique per merchant
 */
public record GatewayReference(String merchant, String requestId, String value) {}
