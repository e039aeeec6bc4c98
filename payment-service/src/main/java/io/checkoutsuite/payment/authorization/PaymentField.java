package io.checkoutsuite.payment.authorization;

/** Something that the shop notes with a payment, such as a transfer's reference; kept as it came, and never used as a token. */
public record PaymentField(String name, String value) {}
