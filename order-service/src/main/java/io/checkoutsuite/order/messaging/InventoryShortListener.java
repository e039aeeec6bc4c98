package io.checkoutsuite.order.messaging;

import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.order.order.HoldOrder;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Puts an order on hold when the stock of its sold cart is missing. */
@Component("inventoryShortListener")
@RequiredArgsConstructor
class InventoryShortListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService inbox;
    private final HoldOrder holdOrder;

    @Override
    public void accept(Message<byte[]> message) {
        inbox.consumeRepeatableEvent(message, "InventoryShortListener", InventoryShort.class, holdOrder::hold);
    }
}
