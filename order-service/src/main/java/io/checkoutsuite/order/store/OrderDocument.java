package io.checkoutsuite.order.store;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.inbox.InboxDocument;
import io.checkoutsuite.messaging.outbox.OutboxDocument;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.Cursor;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.Sale;
import io.checkoutsuite.order.order.Shipment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Unwrapped;

/**
 * The stored form of a placed order.
 *
 * @param id tenant/cart; as the key it allows one order per cart, placed or awaited
 * @param status by which lists select orders, and which tells a placed order from an awaited one
 * @param seq the cursor in lists; awaited orders have none, so lists skip them
 * @param total by which lists show an order without its sale
 */
record OrderDocument(
        @Id String id,
        String tenant,
        String cartId,
        String requestId,
        String number,
        OrderStatus status,
        List<OrderHold> holds,
        String seq,
        @Nullable String customerId,
        Money total,
        Sale sale,
        List<Shipment> shipments,
        Instant createdAt,
        @Unwrapped.Empty OutboxDocument outbox,
        @Unwrapped.Empty InboxDocument inbox) {

    static String id(String tenant, String cartId) {
        return new TenantKey(tenant, cartId).id();
    }

    static OrderDocument of(Order order, List<OutboxEntry> outbox, InboxDocument inbox) {
        return new OrderDocument(
                id(order.tenant(), order.cartId()),
                order.tenant(),
                order.cartId(),
                order.requestId(),
                order.number(),
                order.status(),
                order.holds(),
                Cursor.of(order.createdAt(), order.cartId()),
                order.customerId(),
                order.sale().totals().total(),
                order.sale(),
                order.shipments(),
                order.createdAt(),
                OutboxDocument.of(outbox, order.createdAt()),
                inbox);
    }

    /** @throws RuntimeException if the document is not an order, or if its status contradicts its holds */
    Order order() {
        Order order = new Order(tenant, cartId, requestId, number, customerId, sale, shipments, holds, createdAt);
        if (order.status() != status) {
            throw new IllegalStateException("The order has status " + status + " and the holds " + holds);
        }
        return order;
    }
}
