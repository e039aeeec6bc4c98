package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Has what the cart owes published at once, rather than when a sweeper finds it. */
@Component
@RequiredArgsConstructor
class PublishOutcome implements FinalizeActivity {

    private final OutcomeRelay relay;

    @Override
    public String name() {
        return "publishOutcome";
    }

    @Override
    public void afterDecision(Cart decided, Decision decision) {
        relay.publishSoon(decided, decision.owed());
    }
}
