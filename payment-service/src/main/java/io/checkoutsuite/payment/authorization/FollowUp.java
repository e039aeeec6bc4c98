package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A capture or refund whose outcome is not recorded yet.
 *
 * @param type CAPTURE or REFUND
 * @param reference sent to the gateway; the same for each call with the same key
 * @param claim the lease of the call that performs it; null while there is none
 */
public record FollowUp(
        TransactionType type,
        String reference,
        String idempotencyKey,
        Money amount,
        Instant at,
        @Nullable Claim claim) {

    FollowUp claimed(@Nullable Claim by) {
        return new FollowUp(type, reference, idempotencyKey, amount, at, by);
    }

    boolean isFree(Instant now) {
        return claim == null || claim.isOver(now);
    }

    boolean isClaimedBy(Claim other) {
        return claim != null && claim.owner().equals(other.owner());
    }
}
