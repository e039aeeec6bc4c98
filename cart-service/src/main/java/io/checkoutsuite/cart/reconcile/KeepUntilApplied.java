package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.purge.BeforePurge;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Defers the purge of a sold cart until every participant has applied the sale, however long a participant is unavailable. Without the cart,
 * the checkout would be reported as unknown, and the participant would release what it holds for the buyer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@RequiredArgsConstructor
class KeepUntilApplied implements BeforePurge {

    private final Counterparts counterparts;
    private final DecidedEvents decidedEvents;

    /**
     * @throws IllegalStateException if the sale is not final in every participant, or a participant cannot read whether it is
     * @throws ServiceSilent if a participant is unavailable
     */
    @Override
    public void beforePurge(Cart cart) {
        List<OutboxEntry> sales = cart.attempts().stream()
                .filter(attempt -> attempt.outcome() == Attempt.Outcome.COMPLETED)
                .map(attempt -> decidedEvents.entry(cart, attempt))
                .toList();
        if (sales.isEmpty()) {
            return;
        }
        for (Map<Party, Effect> effects : counterparts.assess(cart.tenant(), sales)) {
            effects.forEach((party, effect) -> {
                if (effect.kind() == Effect.Kind.CHANGE || effect.kind() == Effect.Kind.UNREADABLE) {
                    throw new IllegalStateException("The sale of cart %s is not final in the %s service: %s"
                            .formatted(cart.id(), party.word(), effect.description()));
                }
            });
        }
    }
}
