package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import java.time.Instant;

/**
 * A capture or refund whose outcome is not recorded yet.
 *
 * @param type CAPTURE or REFUND
 * @param reference sent to the gateway; the same for each call with the same key
 * @param lease the lease of the call that performs it
 */
public record PendingOperation(
        TransactionType type, String reference, String idempotencyKey, Money amount, Instant at, Lease lease) {

    public PendingOperation withLease(Lease newLease) {
        return new PendingOperation(type, reference, idempotencyKey, amount, at, newLease);
    }

    public boolean isFree(Instant now) {
        return lease.isExpired(now);
    }

    public boolean isLeasedBy(Lease other) {
        return lease.isSameOwner(other);
    }
}
