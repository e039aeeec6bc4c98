package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.OrderCreated;
import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.SuiteEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of a sold cart.
 *
 * @param customerId null for guests
 * @param sale what was sold; it never changes
 * @param shipments the lines that ship together, numbered order number + suffix
 * @param holds why the order is on hold, in the order in which the reasons occurred; empty if it is not
 */
public record Order(
        String tenant,
        String cartId,
        String requestId,
        String number,
        @Nullable String customerId,
        Sale sale,
        List<Shipment> shipments,
        List<OrderHold> holds,
        Instant createdAt)
        implements KnownOrder {

    public Order {
        Objects.requireNonNull(sale);
        Objects.requireNonNull(createdAt);
        shipments = List.copyOf(shipments);
        holds = List.copyOf(holds);
    }

    /** Creates the order of a sold cart. */
    public static Order of(CheckoutCompletion sold, Instant now) {
        return of(sold, List.of(), now);
    }

    /** Creates the order of a sold cart, on hold for the reasons that were known before the sale. */
    static Order of(CheckoutCompletion sold, List<OrderHold> holds, Instant now) {
        return new Order(
                sold.contextInfo().tenant(),
                sold.cartId(),
                sold.requestId(),
                sold.orderNumber(),
                sold.cart().customerId(),
                Sale.of(sold),
                ShipmentPlan.of(sold.orderNumber(), sold.cart()),
                holds,
                now);
    }

    public OrderStatus status() {
        return holds.isEmpty() ? OrderStatus.CREATED : OrderStatus.ON_HOLD;
    }

    /** Whether number and total of this order match the sale. What happened to the order since then is not compared. */
    public boolean isMadeFrom(CheckoutCompletion sold) {
        return number.equals(sold.orderNumber())
                && sale.totals().total().equals(sold.cart().totals().total());
    }

    /** @throws OrderDiffersException if its number or total differs from the sale */
    void requireSame(CheckoutCompletion sold) {
        if (!isMadeFrom(sold)) {
            throw new OrderDiffersException(this, sold);
        }
    }

    /** The events that announce a new order: its creation, then each of its holds. */
    public List<SuiteEvent> creationEvents() {
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

    /** Whether a guest placed the order with this email address. Guests never see the orders of registered customers. */
    public boolean isGuestOrderOf(String email) {
        return customerId == null && sale.contact().hasEmail(email);
    }
}
