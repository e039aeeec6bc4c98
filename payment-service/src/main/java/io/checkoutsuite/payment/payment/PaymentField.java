package io.checkoutsuite.payment.payment;

/** Additional data that the shop sends with a payment, such as the reference of a transfer; stored unchanged, and never used as a token. */
public record PaymentField(String name, String value) {}
