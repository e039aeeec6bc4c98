package io.checkoutsuite.cart.cart;

/** Additional data that the shop sends with a payment, such as the reference of a transfer. */
public record PaymentField(String name, String value) {}
