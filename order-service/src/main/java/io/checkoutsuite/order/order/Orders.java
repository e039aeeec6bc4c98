package io.checkoutsuite.order.order;

import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All orders. Every write changes one order and stores the resulting events with it. The number of a new order is claimed first. */
public interface Orders {

    /**
     * Returns false and writes nothing if the cart already has an order or awaits one.
     *
     * @param entry records in the order that the sale was applied
     * @throws OrderNumberTakenException if another cart has the number
     * @throws CheckoutAlreadyRolledBackException if the attempt was ruled out
     */
    boolean add(Order order, List<SuiteEvent> pending, InboxEntry entry);

    /** Rules out that an attempt that was rolled back becomes an order, if it has not become one yet. */
    void ruleOut(FailedOrder failed);

    /**
     * Returns false and writes nothing if the cart already has an order or awaits one.
     *
     * @throws OrderNumberTakenException if another cart has the number
     */
    boolean add(AwaitedOrder awaited);

    /** Places an awaited order. Returns false and writes nothing unless the stored order is still exactly the awaited one. */
    boolean placeAwaited(AwaitedOrder awaited, Order order, List<SuiteEvent> pending, InboxEntry entry);

    /** Puts an order on hold. Returns false and writes nothing if that attempt has no order or the order is already on hold for that reason. */
    boolean hold(OrderHold hold, OrderHeld pending);

    Optional<KnownOrder> find(String tenant, String cartId);

    Optional<Order> withNumber(String tenant, String number);

    /** Whether another cart's order, placed or awaited, has that number. */
    boolean isNumberTaken(String tenant, String number, String cartId);

    /** Placed orders, ordered by cart id, starting after the given one, at most {@code limit}. */
    List<OrderSummary> page(String tenant, @Nullable TimeRange created, String afterCartId, int limit);

    /** Newest first. */
    List<OrderSummary> list(OrderFilter filter);
}
