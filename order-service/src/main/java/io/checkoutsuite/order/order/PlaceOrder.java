package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import java.time.Clock;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Service;

/** Places the order of a sold cart: once per cart, however often the sale is delivered. */
@Slf4j
@Service
@RequiredArgsConstructor
public class PlaceOrder {

    private final Orders orders;
    private final FailedOrders failedOrders;
    private final Clock clock;

    /**
     * @throws CartAlreadyOrderedException if another checkout attempt sold the same cart
     * @throws CheckoutAlreadyRolledBackException if this attempt was already rolled back
     * @throws OrderDiffersException if this attempt's order exists with another number or total
     * @throws OrderNumberTakenException if another cart's order has the number
     */
    public void place(CheckoutCompletion sold) {
        String tenant = sold.contextInfo().tenant();
        if (failedOrders.contains(tenant, sold.requestId())) {
            throw new CheckoutAlreadyRolledBackException(sold.requestId(), sold.cartId());
        }
        Order order = Order.of(sold, clock.instant());
        if (orders.add(order, order.creationEvents())) {
            log.info("Placed order {} of cart {}", order.number(), order.cartId());
            return;
        }
        KnownOrder known = orders.find(tenant, sold.cartId()).orElseThrow();
        known.requireCheckout(sold.requestId());
        switch (known) {
            case Order placedBefore -> placedBefore.requireSame(sold);
            case AwaitedOrder awaited -> placeAwaited(awaited, sold, order.createdAt());
        }
    }

    private void placeAwaited(AwaitedOrder awaited, CheckoutCompletion sold, Instant now) {
        Order order = awaited.place(sold, now);
        if (orders.placeAwaited(awaited, order, order.creationEvents())) {
            log.info("Placed order {} of cart {}, on hold from the start", order.number(), order.cartId());
        } else {
            place(sold);
        }
    }
}
