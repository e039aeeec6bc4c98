package io.checkoutsuite.payment.authorization;

import java.time.Instant;

/**
 * A hold that turned up under the reference of an earlier try, and has to go back whatever becomes of the present one.
 *
 * @param next when the gateway is asked next
 */
record Orphan(String paymentId, String reference, Instant next) {}
