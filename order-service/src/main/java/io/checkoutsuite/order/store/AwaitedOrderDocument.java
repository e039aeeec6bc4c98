package io.checkoutsuite.order.store;

import io.checkoutsuite.order.order.AwaitedOrder;
import io.checkoutsuite.order.order.OrderHold;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * The stored form of an awaited order. Once it is placed, the same document is an {@link OrderDocument}.
 *
 * @param id as of an order
 * @param status always {@link #STATUS}, which tells it from a placed order
 */
record AwaitedOrderDocument(
        @Id String id,
        String tenant,
        String cartId,
        String requestId,
        String number,
        String status,
        List<OrderHold> holds) {

    static final String STATUS = "AWAITED";

    static AwaitedOrderDocument of(AwaitedOrder awaited) {
        return new AwaitedOrderDocument(
                OrderDocument.id(awaited.tenant(), awaited.cartId()),
                awaited.tenant(),
                awaited.cartId(),
                awaited.requestId(),
                awaited.number(),
                STATUS,
                awaited.holds());
    }

    AwaitedOrder order() {
        return new AwaitedOrder(tenant, cartId, requestId, number, holds);
    }
}
