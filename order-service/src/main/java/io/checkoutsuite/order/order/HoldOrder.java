package io.checkoutsuite.order.order;

import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.events.OrderHeld;
import java.time.Clock;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Service;

/** Puts an order on hold for missing stock, exactly once, even if the shortage is delivered before the sale. */
@Slf4j
@Service
@RequiredArgsConstructor
public class HoldOrder {

    private final Orders orders;
    private final Clock clock;

    /**
     * @throws CartAlreadyOrderedException if another checkout attempt sold the same cart
     * @throws OrderNumberTakenException if another cart's order has the number
     */
    public void hold(InventoryShort shortage) {
        String tenant = shortage.contextInfo().tenant();
        OrderHold hold = OrderHold.backordered(shortage);
        if (orders.hold(hold, held(shortage, hold))) {
            log.info("Order {} is on hold for missing stock", shortage.orderNumber());
            return;
        }
        Optional<KnownOrder> known = orders.find(tenant, shortage.cartId());
        if (known.isEmpty() && orders.add(AwaitedOrder.of(shortage))) {
            log.info("Order {} will be on hold for missing stock once it is placed", shortage.orderNumber());
            return;
        }
        KnownOrder there =
                known.or(() -> orders.find(tenant, shortage.cartId())).orElseThrow();
        there.requireCheckout(shortage.requestId());
        if (!there.isHeldFor(hold.reason())) {
            hold(shortage);
        }
    }

    private OrderHeld held(InventoryShort shortage, OrderHold hold) {
        return new OrderHeld(
                shortage.requestId(),
                shortage.cartId(),
                shortage.orderNumber(),
                hold.reason().name(),
                shortage.contextInfo(),
                clock.instant());
    }
}
