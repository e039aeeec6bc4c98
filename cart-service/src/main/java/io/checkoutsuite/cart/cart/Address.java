package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.Nullable;

/**
 * A postal address.
 *
 * @param country two-letter ISO 3166 code
 */
public record Address(
        @Nullable String name,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        @Nullable String postalCode,
        String country,
        @Nullable String phone) {}
