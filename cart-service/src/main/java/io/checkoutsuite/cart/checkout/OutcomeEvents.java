package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Creates the outcome event of a decided attempt from its cart: when it is decided, and identically whenever it is needed again. */
@Component
@RequiredArgsConstructor
public class OutcomeEvents {

    private final EventCodec codec;

    /** The outbox entry that the decision wrote: same id, same body. */
    public OutboxEntry entry(Cart cart, Attempt.Decided decided) {
        return codec.entry(event(cart, decided));
    }

    public SuiteEvent event(Cart cart, Attempt.Decided decided) {
        return switch (decided) {
            case Attempt.Completed completed -> CheckoutEvents.completion(cart, completed);
            case Attempt.RolledBack rolledBack -> CheckoutEvents.rollback(cart, rolledBack);
        };
    }
}
