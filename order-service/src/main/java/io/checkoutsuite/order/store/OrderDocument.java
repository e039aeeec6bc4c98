package io.checkoutsuite.order.store;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.OutboxDocument;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.AwaitedOrder;
import io.checkoutsuite.order.order.Cursor;
import io.checkoutsuite.order.order.Hold;
import io.checkoutsuite.order.order.KnownOrder;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.Sale;
import io.checkoutsuite.order.order.Shipment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Unwrapped;

/**
 * The stored form of a placed or awaited order. Fields that an awaited order does not have yet are null, including lists.
 *
 * @param id tenant/cart; as the key it allows one order per cart
 * @param status an {@link OrderStatus}, or AWAITED
 * @param seq the cursor in lists; absent while awaited, so that lists skip the order
 */
record OrderDocument(
        @Id String id,
        String tenant,
        String cartId,
        String requestId,
        String number,
        String status,
        List<Hold> holds,
        @Nullable String seq,
        @Nullable String customerId,
        @Nullable Money total,
        @Nullable Sale sale,
        @Nullable List<Shipment> shipments,
        @Nullable Instant createdAt,
        @Unwrapped.Nullable @Nullable OutboxDocument pending) {

    static final String AWAITED = "AWAITED";

    static String id(String tenant, String cartId) {
        return new TenantKey(tenant, cartId).id();
    }

    static OrderDocument of(Order order, List<OutboxEntry> outbox) {
        return new OrderDocument(
                id(order.tenant(), order.cartId()),
                order.tenant(),
                order.cartId(),
                order.requestId(),
                order.number(),
                order.status().name(),
                order.holds(),
                Cursor.of(order.createdAt(), order.cartId()),
                order.customerId(),
                order.sale().totals().total(),
                order.sale(),
                order.shipments(),
                order.createdAt(),
                OutboxDocument.of(outbox, order.createdAt()));
    }

    static OrderDocument of(AwaitedOrder awaited) {
        return new OrderDocument(
                id(awaited.tenant(), awaited.cartId()),
                awaited.tenant(),
                awaited.cartId(),
                awaited.requestId(),
                awaited.number(),
                AWAITED,
                awaited.holds(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    KnownOrder known() {
        return status.equals(AWAITED) ? new AwaitedOrder(tenant, cartId, requestId, number, holds) : order();
    }

    private Order order() {
        return new Order(
                tenant,
                cartId,
                requestId,
                number,
                customerId,
                OrderStatus.valueOf(status),
                Objects.requireNonNull(sale, id),
                Objects.requireNonNull(shipments, id),
                holds,
                Objects.requireNonNull(createdAt, id));
    }
}
