package io.checkoutsuite.order.order;

import org.jspecify.annotations.Nullable;

/**
 * Which orders of a tenant to list; what is null does not narrow the list.
 *
 * @param after the cursor of the last order already seen
 * @param limit at most so many
 */
public record OrderFilter(
        String tenant,
        @Nullable String cartId,
        @Nullable String customerId,
        @Nullable OrderStatus status,
        @Nullable String after,
        int limit) {}
