package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.InventoryShort;
import java.time.Instant;
import java.util.List;

/** The holds of an order that is not placed yet, because its shortage was delivered before its sale. */
public record AwaitedOrder(String tenant, String cartId, String requestId, String number, List<OrderHold> holds)
        implements KnownOrder {

    public AwaitedOrder {
        holds = List.copyOf(holds);
    }

    static AwaitedOrder of(InventoryShort shortage) {
        return new AwaitedOrder(
                shortage.contextInfo().tenant(),
                shortage.cartId(),
                shortage.requestId(),
                shortage.orderNumber(),
                List.of(OrderHold.backordered(shortage)));
    }

    /** The order of the sale that it was awaiting; it is on hold from the start. */
    public Order place(CheckoutCompletion sold, Instant now) {
        return Order.of(sold, holds, now);
    }
}
