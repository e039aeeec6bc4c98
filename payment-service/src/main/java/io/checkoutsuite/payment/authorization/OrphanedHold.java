package io.checkoutsuite.payment.authorization;

import java.time.Instant;

/**
 * A hold found under the reference of an earlier try. It has to be released whatever the outcome of the current try.
 *
 * @param retryAt when the gateway is called next
 */
record OrphanedHold(String paymentId, String reference, Instant retryAt) {}
