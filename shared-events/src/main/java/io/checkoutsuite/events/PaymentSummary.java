package io.checkoutsuite.events;

import io.checkoutsuite.money.Money;

/**
 * One payment of a submitted cart; it never contains a token or a card number.
 *
 * @param amount the authorized amount (or the captured one, if the gateway captures immediately)
 * @param status the payment's status, for instance AUTHORIZED
 */
public record PaymentSummary(String paymentId, String gateway, Money amount, String status) {}
