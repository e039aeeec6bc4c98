package io.checkoutsuite.payment.authorization;

import java.time.Instant;

/**
 * A hold found under the reference of an earlier try. It has to be released whatever the outcome of the current try.
 *
 * @param next when the gateway is called next
 */
record Orphan(String paymentId, String reference, Instant next) {}
