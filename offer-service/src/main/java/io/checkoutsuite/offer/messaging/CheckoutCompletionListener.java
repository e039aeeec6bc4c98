package io.checkoutsuite.offer.messaging;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.offer.usage.OfferUses;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

@Component("checkoutCompletionListener")
@RequiredArgsConstructor
class CheckoutCompletionListener implements Consumer<Message<byte[]>> {

    private final IdempotentMessageConsumptionService inbox;
    private final OfferUses uses;

    @Override
    public void accept(Message<byte[]> message) {
        inbox.consumeRepeatableEvent(message, "CheckoutCompletionListener", CheckoutCompletion.class, uses::commit);
    }
}
