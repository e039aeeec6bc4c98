package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A capture or refund whose outcome is not recorded yet.
 *
 * @param type CAPTURE or REFUND
 * @param reference sent to the gateway; the same for each call with the same key
 * @param lease the lease of the call that performs it; null while there is none
 */
public record PendingOperation(
        TransactionType type,
        String reference,
        String idempotencyKey,
        Money amount,
        Instant at,
        @Nullable Lease lease) {

    PendingOperation withLease(@Nullable Lease newLease) {
        return new PendingOperation(type, reference, idempotencyKey, amount, at, newLease);
    }

    boolean isFree(Instant now) {
        return lease == null || lease.isExpired(now);
    }

    boolean isLeasedBy(Lease other) {
        return lease != null && lease.owner().equals(other.owner());
    }
}
