package io.checkoutsuite.order.order;

import org.jspecify.annotations.Nullable;

/**
 * Which orders of a tenant to list; a null field does not restrict the list.
 *
 * @param after the cursor of the last order already seen
 * @param limit the maximum number of orders
 */
public record OrderFilter(
        String tenant,
        @Nullable String cartId,
        @Nullable String customerId,
        @Nullable OrderStatus status,
        @Nullable String after,
        int limit) {}
