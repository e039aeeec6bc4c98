package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.OrderCreated;
import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.SuiteEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sold cart on its way to the buyer.
 *
 * @param customerId null for guests
 * @param sale what was sold, frozen
 * @param shipments what leaves together, numbered order number + suffix
 * @param holds why it has to wait, in the order they came up
 */
public record Order(
        String tenant,
        String cartId,
        String requestId,
        String number,
        @Nullable String customerId,
        OrderStatus status,
        Sale sale,
        List<Shipment> shipments,
        List<Hold> holds,
        Instant createdAt)
        implements KnownOrder {

    public Order {
        shipments = List.copyOf(shipments);
        holds = List.copyOf(holds);
    }

    /** The order that a sold cart becomes. */
    public static Order of(CheckoutCompletion sold, Instant now) {
        return new Order(
                sold.contextInfo().tenant(),
                sold.cartId(),
                sold.requestId(),
                sold.orderNumber(),
                sold.cart().customerId(),
                OrderStatus.CREATED,
                Sale.of(sold),
                ShipmentPlan.of(sold.orderNumber(), sold.cart()),
                List.of(),
                now);
    }

    /** The same order with the holds that were known before it. */
    public Order waitingFor(List<Hold> known) {
        return new Order(
                tenant,
                cartId,
                requestId,
                number,
                customerId,
                known.isEmpty() ? status : OrderStatus.ON_HOLD,
                sale,
                shipments,
                known,
                createdAt);
    }

    /** Whether it is what that sale makes, as far as number and total say; what happened to it since is another matter. */
    public boolean isMadeFrom(CheckoutCompletion sold) {
        return number.equals(sold.orderNumber())
                && sale.totals().total().equals(sold.cart().totals().total());
    }

    /** @throws OrderDiffersException if it was made from another sale */
    void requireSame(CheckoutCompletion sold) {
        if (!isMadeFrom(sold)) {
            throw new OrderDiffersException(this, sold);
        }
    }

    /** What a new order owes the rest of the world: that it exists, then each reason why it waits. */
    public List<SuiteEvent> announcements() {
        ContextInfo context = new ContextInfo(tenant, sale.application());
        List<SuiteEvent> events = new ArrayList<>();
        events.add(new OrderCreated(
                requestId,
                cartId,
                number,
                customerId,
                sale.totals().total(),
                shipments.stream().map(Shipment::number).toList(),
                context,
                createdAt));
        holds.forEach(hold -> events.add(
                new OrderHeld(requestId, cartId, number, hold.reason().name(), context, createdAt)));
        return List.copyOf(events);
    }

    /** Orders of customers are never shown to guests, whatever number and address they name. */
    public boolean isGuestOrderOf(String email) {
        return customerId == null && sale.contact().hasEmail(email);
    }
}
