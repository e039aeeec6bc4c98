package io.checkoutsuite.inventory.messaging;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.inventory.reservation.StockReservations;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

@Component("checkoutRollbackListener")
@RequiredArgsConstructor
class CheckoutRollbackListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService inbox;
    private final StockReservations reservations;

    @Override
    public void accept(Message<byte[]> message) {
        inbox.consumeRepeatableEvent(
                message, "CheckoutRollbackListener", CheckoutRollback.class, reservations::release);
    }
}
