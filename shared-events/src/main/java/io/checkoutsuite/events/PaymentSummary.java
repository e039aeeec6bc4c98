package io.checkoutsuite.events;

import io.checkoutsuite.money.Money;

/**
 * One means of payment of a submitted cart; never a token or a card number.
 *
 * @param amount authorized (or captured, where the gateway sells at once)
 * @param status the payment's status, for instance AUTHORIZED
 */
public record PaymentSummary(String paymentId, String gateway, Money amount, String status) {}
