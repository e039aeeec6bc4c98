package io.checkoutsuite.order.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.Sale;
import io.checkoutsuite.order.order.Shipment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order as callers see it. */
record OrderResponse(
        String id,
        String number,
        String cartId,
        String requestId,
        @Nullable String customerId,
        OrderStatus status,
        List<OrderHold> holds,
        Sale.Contact contact,
        String currency,
        List<OrderLine> lines,
        List<String> codes,
        List<Sale.OrderDiscount> discounts,
        Sale.OrderTotals totals,
        List<Sale.OrderPayment> payments,
        List<Shipment> shipments,
        Instant submittedAt,
        Instant createdAt) {

    record OrderLine(
            String id,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money total,
            Money discount,
            Map<String, String> attributes) {

        static OrderLine of(Sale.Line line) {
            Map<String, String> attributes = new LinkedHashMap<>();
            line.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute.value()));
            return new OrderLine(
                    line.lineId(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.total(),
                    line.discount(),
                    attributes);
        }
    }

    static OrderResponse of(Order order) {
        Sale sale = order.sale();
        return new OrderResponse(
                order.cartId(),
                order.number(),
                order.cartId(),
                order.requestId(),
                order.customerId(),
                order.status(),
                order.holds(),
                sale.contact(),
                sale.currency(),
                sale.lines().stream().map(OrderLine::of).toList(),
                sale.codes(),
                sale.discounts(),
                sale.totals(),
                sale.payments(),
                order.shipments(),
                sale.submittedAt(),
                order.createdAt());
    }
}
