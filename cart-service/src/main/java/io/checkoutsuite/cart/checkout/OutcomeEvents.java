package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the outcome event of a decided attempt from its cart: when it is decided, and identically whenever it is needed again. */
@Component
@RequiredArgsConstructor
public class OutcomeEvents {

    private final EventCodec codec;

    /** The outbox entry that the decision wrote: same id, same body. */
    public OutboxEntry entry(Cart cart, Attempt decided) {
        return codec.entry(event(cart, decided));
    }

    /** @throws IllegalStateException if the attempt is not decided */
    public SuiteEvent event(Cart cart, Attempt decided) {
        return switch (decided.outcome()) {
            case null -> throw new IllegalStateException(decided.requestId() + " is not decided");
            case COMPLETED -> CheckoutEvents.completion(cart, decided, decidedAt(decided));
            case ROLLED_BACK -> CheckoutEvents.rollback(cart, decided, failure(decided), decidedAt(decided));
        };
    }

    private static Instant decidedAt(Attempt decided) {
        return required(decided.decidedAt(), decided, "time");
    }

    private static AttemptFailure failure(Attempt rolledBack) {
        return required(rolledBack.failure(), rolledBack, "failure");
    }

    private static <T> T required(@Nullable T value, Attempt decided, String what) {
        if (value == null) {
            throw new IllegalStateException(decided.requestId() + " was decided without a " + what);
        }
        return value;
    }
}
