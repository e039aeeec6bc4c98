package io.checkoutsuite.order.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.OrderSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order in a list; {@code GET /orders/{id}} has the rest. */
record OrderSummaryResponse(
        String id,
        String number,
        String cartId,
        String requestId,
        @Nullable String customerId,
        OrderStatus status,
        List<OrderHold> holds,
        Money total,
        Instant createdAt) {

    static OrderSummaryResponse of(OrderSummary order) {
        return new OrderSummaryResponse(
                order.cartId(),
                order.number(),
                order.cartId(),
                order.requestId(),
                order.customerId(),
                order.status(),
                order.holds(),
                order.total(),
                order.createdAt());
    }
}
