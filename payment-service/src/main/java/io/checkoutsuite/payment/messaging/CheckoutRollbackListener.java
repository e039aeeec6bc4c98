package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.payment.reversal.ReversePayments;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Reverses the payments of a rolled-back checkout attempt. */
@Component("checkoutRollbackListener")
@RequiredArgsConstructor
class CheckoutRollbackListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService consumption;
    private final ReversePayments reversePayments;

    @Override
    public void accept(Message<byte[]> message) {
        consumption.consumeEvent(message, "CheckoutRollbackListener", CheckoutRollback.class, reversePayments::reverse);
    }
}
