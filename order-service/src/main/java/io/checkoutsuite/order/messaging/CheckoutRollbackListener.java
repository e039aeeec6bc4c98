package io.checkoutsuite.order.messaging;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.order.order.RecordFailedOrder;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Records a checkout attempt that was rolled back. */
@Component("checkoutRollbackListener")
@RequiredArgsConstructor
class CheckoutRollbackListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService inbox;
    private final RecordFailedOrder recordFailedOrder;

    @Override
    public void accept(Message<byte[]> message) {
        inbox.consumeRepeatableEvent(
                message, "CheckoutRollbackListener", CheckoutRollback.class, recordFailedOrder::record);
    }
}
