package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeRelay;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.OutboxRelays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Passes the pending events of a cart that was just decided to the relay. */
@Component
@RequiredArgsConstructor
class OutboxOutcomeRelay implements OutcomeRelay {

    private final OutboxRelays relays;

    @Override
    public void publishSoon(Cart cart, List<OutboxEntry> owed) {
        relays.of(CartDocument.COLLECTION).justAdded(CartDocument.id(cart.tenant(), cart.id()), owed, 1);
    }
}
