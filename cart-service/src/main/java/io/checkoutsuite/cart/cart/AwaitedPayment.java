package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The payment that a checkout waits for.
 *
 * @param nextAction what the buyer has to do; null if only the gateway needs time
 * @param until when the payment fails if there is no result
 */
public record AwaitedPayment(String paymentId, @Nullable NextAction nextAction, Instant until) {

    /** Truncates the time to the precision of the store, so that the first response and its repetition are the same. */
    public AwaitedPayment {
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The status of a cart whose checkout waits for this payment. */
    public CartStatus cartStatus() {
        return nextAction == null ? CartStatus.AWAITING_PAYMENT_RESULT : CartStatus.AWAITING_PAYMENT_FINALIZATION;
    }
}
