package io.checkoutsuite.offer.offer;

import org.jspecify.annotations.Nullable;

/**
 * How often an offer or code may be used; one order is one use.
 *
 * @param maxUses by all buyers together; null for no limit
 * @param maxUsesPerCustomer by one customer, where a guest is identified by e-mail address; null for no limit
 */
public record Limits(@Nullable Long maxUses, @Nullable Long maxUsesPerCustomer) {

    public static final Limits NONE = new Limits(null, null);

    /** @throws IllegalArgumentException if negative */
    public Limits {
        if (isNegative(maxUses) || isNegative(maxUsesPerCustomer)) {
            throw new IllegalArgumentException("A limit of uses must not be negative");
        }
    }

    private static boolean isNegative(@Nullable Long limit) {
        return limit != null && limit < 0;
    }
}
