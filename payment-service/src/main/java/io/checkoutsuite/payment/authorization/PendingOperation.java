package io.checkoutsuite.payment.authorization;

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

    PendingOperation withLease(Lease newLease) {
        return new PendingOperation(type, reference, idempotencyKey, amount, at, newLease);
    }

    boolean isFree(Instant now) {
        return lease.isExpired(now);
    }

    boolean isLeasedBy(Lease other) {
        return lease.isSameOwner(other);
    }
}
