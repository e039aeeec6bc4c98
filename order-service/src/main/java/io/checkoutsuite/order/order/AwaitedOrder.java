package io.checkoutsuite.order.order;

import java.util.List;

/** The holds of an order that is not placed yet, because its shortage was delivered before its sale. */
public record AwaitedOrder(String tenant, String cartId, String requestId, String number, List<Hold> holds)
        implements KnownOrder {

    public AwaitedOrder {
        holds = List.copyOf(holds);
    }
}
