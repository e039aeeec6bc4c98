package io.checkoutsuite.payment.payment;

import java.time.Instant;

/**
 * The lease on an authorization, a capture or a refund.
 *
 * @param owner one call or one recovery run
 * @param until when it expires; from then on any node may take over
 */
public record Lease(String owner, Instant until) {

    public Lease until(Instant other) {
        return new Lease(owner, other);
    }

    public boolean isExpired(Instant now) {
        return !until.isAfter(now);
    }

    public boolean isSameOwner(Lease other) {
        return owner.equals(other.owner);
    }
}
