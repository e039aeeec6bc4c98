package io.checkoutsuite.order.order;

import java.util.List;

/** An order that must wait, heard of before the order itself: its holds stand ready for it. */
public record AwaitedOrder(String tenant, String cartId, String requestId, String number, List<Hold> holds)
        implements KnownOrder {

    public AwaitedOrder {
        holds = List.copyOf(holds);
    }
}
