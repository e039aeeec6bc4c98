package io.checkoutsuite.order.order;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order in a list.
 *
 * @param cursor its cursor in lists
 */
public record OrderSummary(
        String cursor,
        String number,
        String cartId,
        String requestId,
        @Nullable String customerId,
        OrderStatus status,
        List<OrderHold> holds,
        Money total,
        Instant createdAt) {

    public OrderSummary {
        Objects.requireNonNull(cursor);
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(createdAt);
        holds = List.copyOf(holds);
    }
}
