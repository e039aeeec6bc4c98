package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation on the payment of an order whose outcome is not recorded yet.
 *
 * @param type CAPTURE, REFUND, VOID, REVERSE_AUTH or DETACHED_CREDIT
 * @param parent the reference of the transaction that it follows or reverses; null for a detached credit
 * @param reference sent to the gateway; the same for each call with the same key
 * @param lease the lease of the call that performs it
 */
public record PendingOperation(
        TransactionType type,
        @Nullable String parent,
        String reference,
        String idempotencyKey,
        Money amount,
        Instant at,
        Lease lease) {

    public PendingOperation withLease(Lease newLease) {
        return new PendingOperation(type, parent, reference, idempotencyKey, amount, at, newLease);
    }

    public boolean isFree(Instant now) {
        return lease.isExpired(now);
    }

    public boolean isLeasedBy(Lease other) {
        return lease.isSameOwner(other);
    }
}
