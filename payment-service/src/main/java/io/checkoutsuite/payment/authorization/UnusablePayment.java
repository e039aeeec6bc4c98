package io.checkoutsuite.payment.authorization;

/**
 * A payment whose saved payment method cannot be used any more.
 *
 * @param message for the buyer
 */
public record UnusablePayment(String paymentId, String message) {}
