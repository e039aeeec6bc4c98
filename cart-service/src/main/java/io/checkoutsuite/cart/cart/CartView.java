package io.checkoutsuite.cart.cart;

/** The part of a cart that its buyer sees. The responses of a checkout are created from it before its decision is written. */
public record CartView(String id, long version, CartStatus status, CartContent content) {}
