package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.Nullable;

/** Whom to write to about the cart and its order. */
public record Contact(
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone) {}
