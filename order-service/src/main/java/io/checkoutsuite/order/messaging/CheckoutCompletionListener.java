package io.checkoutsuite.order.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.order.order.PlaceOrder;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Places the order of a sold cart. */
@Component("checkoutCompletionListener")
@RequiredArgsConstructor
class CheckoutCompletionListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService inbox;
    private final PlaceOrder placeOrder;

    @Override
    public void accept(Message<byte[]> message) {
        inbox.consumeRepeatableEvent(
                message, "CheckoutCompletionListener", CheckoutCompletion.class, placeOrder::place);
    }
}
