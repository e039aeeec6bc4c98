package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.payment.checkout.BindPayments;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Binds the payments of a submitted cart to its order. */
@Component("checkoutCompletionListener")
@RequiredArgsConstructor
class CheckoutCompletionListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService consumption;
    private final BindPayments bindPayments;

    @Override
    public void accept(Message<byte[]> message) {
        consumption.consumeRepeatableEvent(
                message, "CheckoutCompletionListener", CheckoutCompletion.class, bindPayments::bind);
    }
}
