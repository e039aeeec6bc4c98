package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Publishes the pending events of the cart immediately, instead of leaving them to the sweep. */
@Component
@RequiredArgsConstructor
class PublishOutcome implements FinalizeActivity {

    private final OutcomePublisher publisher;

    @Override
    public String name() {
        return "publishOutcome";
    }

    @Override
    public void afterDecision(Cart decided, Decision decision) {
        publisher.publishSoon(decided, decision.pendingEvents());
    }
}
