package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.DeclineType;

/**
 * A payment that was refused.
 *
 * @param message for the buyer; never the gateway's raw text
 */
public record DeclinedPayment(String paymentId, DeclineType declineType, String message) {}
