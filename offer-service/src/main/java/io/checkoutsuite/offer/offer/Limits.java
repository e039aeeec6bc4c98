package io.checkoutsuite.offer.offer;

import org.jspecify.annotations.Nullable;

/**
 * How often something may be used; one order is one use.
 *
 * @param maxUses by all buyers together; null for without limit
 * @param maxUsesPerCustomer by one customer, a guest being known by e-mail address; null for without limit
 */
public record Limits(@Nullable Long maxUses, @Nullable Long maxUsesPerCustomer) {

    public static final Limits NONE = new Limits(null, null);

    /** @throws IllegalArgumentException if negative */
    public Limits {
        if (isNegative(maxUses) || isNegative(maxUsesPerCustomer)) {
            throw new IllegalArgumentException("A limit of uses is not negative");
        }
    }

    private static boolean isNegative(@Nullable Long limit) {
        return limit != null && limit < 0;
    }
}
