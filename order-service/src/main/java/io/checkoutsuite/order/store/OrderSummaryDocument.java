package io.checkoutsuite.order.store;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.OrderSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/** The fields of an order's document that lists show. */
record OrderSummaryDocument(
        @Id String id,
        String seq,
        String number,
        String cartId,
        String requestId,
        @Nullable String customerId,
        OrderStatus status,
        List<OrderHold> holds,
        Money total,
        Instant createdAt) {

    static final String[] FIELDS = {
        "seq", "number", "cartId", "requestId", "customerId", "status", "holds", "total", "createdAt"
    };

    /** @throws RuntimeException if the document is not an order or is stored under the key of another one */
    OrderSummary summary() {
        if (!TenantKey.parse(id).name().equals(cartId)) {
            throw new IllegalStateException("The document belongs to cart " + cartId);
        }
        return new OrderSummary(seq, number, cartId, requestId, customerId, status, holds, total, createdAt);
    }
}
