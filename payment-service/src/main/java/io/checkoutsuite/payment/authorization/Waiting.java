package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.NextAction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That a payment waits for its buyer or for its gateway.
 *
 * @param paymentId the payment that waits; those after it have not begun
 * @param nextAction what the buyer has to do; null if only the gateway needs time
 * @param until when the authorization fails if there is no result
 * @param lookUps how often the outcome was looked up since the wait began
 */
public record Waiting(String paymentId, @Nullable NextAction nextAction, Instant until, int lookUps) {

    /** Truncates the time to the precision of the store, so that the first response and its repetition are the same. */
    public Waiting {
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** After one more look-up without a result. */
    public Waiting lookedUp(@Nullable NextAction action) {
        return new Waiting(paymentId, action, until, lookUps + 1);
    }
}
