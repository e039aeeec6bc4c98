package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Payment;
import java.time.Instant;

/**
 * A hold found under the reference of an earlier try. It has to be released whatever the outcome of the current try.
 *
 * @param retryAt when the gateway is called next
 */
public record OrphanedHold(String paymentId, String reference, Instant retryAt) {

    boolean isOf(Payment payment) {
        return reference.equals(payment.reference());
    }
}
