package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.InboxEntry;
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
    private final Clock clock;

    /**
     * @return whether this call has placed it, and stored the entry with it
     * @throws CartAlreadyOrderedException if another checkout attempt sold the same cart
     * @throws CheckoutAlreadyRolledBackException if this attempt was already rolled back
     * @throws OrderDiffersException if this attempt's order exists with another number or total
     * @throws OrderNumberTakenException if another cart's order has the number
     */
    public boolean place(CheckoutCompletion sold, InboxEntry entry) {
        Order order = Order.of(sold, clock.instant());
        if (orders.add(order, order.creationEvents(), entry)) {
            log.info("Placed order {} of cart {}", order.number(), order.cartId());
            return true;
        }
        KnownOrder known =
                orders.find(sold.contextInfo().tenant(), sold.cartId()).orElseThrow();
        known.requireCheckout(sold.requestId());
        return switch (known) {
            case Order placedBefore -> {
                placedBefore.requireSame(sold);
                yield false;
            }
            case AwaitedOrder awaited -> placeAwaited(awaited, sold, entry, order.createdAt());
        };
    }

    private boolean placeAwaited(AwaitedOrder awaited, CheckoutCompletion sold, InboxEntry entry, Instant now) {
        Order order = awaited.place(sold, now);
        if (orders.placeAwaited(awaited, order, order.creationEvents(), entry)) {
            log.info("Placed order {} of cart {}, on hold from the start", order.number(), order.cartId());
            return true;
        }
        return place(sold, entry);
    }
}
