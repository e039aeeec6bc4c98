package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.Nullable;

/** The contact for messages about the cart and its order. */
public record Contact(
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone) {}
