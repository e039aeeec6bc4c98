package io.checkoutsuite.order.order;

import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.TimeRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All orders. Every write is one write on one order, and stores the events that it makes due along with it; a new one has its number first. */
public interface Orders {

    /**
     * False, and nothing written, if the cart has an order or awaits one.
     *
     * @throws OrderNumberTakenException if another cart has the number
     */
    boolean add(Order order, List<SuiteEvent> owed);

    /**
     * False, and nothing written, if the cart has an order or awaits one.
     *
     * @throws OrderNumberTakenException if another cart has the number
     */
    boolean add(AwaitedOrder awaited);

    /** Makes an awaited order the order itself. False, and nothing written, unless it is still exactly what was awaited. */
    boolean arrive(AwaitedOrder awaited, Order order, List<SuiteEvent> owed);

    /** Puts an order on hold. False, and nothing written, if there is no order of that attempt or it is held for that reason already. */
    boolean hold(Hold hold, OrderHeld owed);

    Optional<KnownOrder> find(String tenant, String cartId);

    Optional<Order> withNumber(String tenant, String number);

    /** Whether another cart's order, also an awaited one, has that number. */
    boolean isNumberTaken(String tenant, String number, String cartId);

    /** Those that are there, ordered by cart id, from after the given one, at most so many. */
    List<OrderSummary> page(String tenant, @Nullable TimeRange created, String afterCartId, int limit);

    /** Newest first. */
    List<OrderSummary> list(OrderFilter filter);
}
