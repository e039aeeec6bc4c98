package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomePublisher;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Passes the pending events of a cart that was just decided to the relay. */
@Component
@RequiredArgsConstructor
class OutboxOutcomePublisher implements OutcomePublisher {

    private final OutboxRelays relays;

    @Override
    public void publishSoon(Cart cart, List<OutboxEntry> pending) {
        relays.of(CartDocument.COLLECTION).publishSoon(CartDocument.id(cart.tenant(), cart.id()), pending, 1);
    }
}
