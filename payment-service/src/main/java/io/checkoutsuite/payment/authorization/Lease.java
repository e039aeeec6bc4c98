package io.checkoutsuite.payment.authorization;

import java.time.Instant;

/**
 * The lease on an authorization, a capture or a refund, or the time of the next retry.
 *
 * @param owner one call or one recovery run
 * @param until when it expires; from then on any node may take over
 */
public record Lease(String owner, Instant until) {

    Lease until(Instant later) {
        return new Lease(owner, later);
    }

    boolean isExpired(Instant now) {
        return !until.isAfter(now);
    }
}
