package io.checkoutsuite.payment.authorization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gateway refuses the reversal: it is retried a few times, and an operator has to investigate.
 *
 * @param outcome how the authorization ends once nothing is held
 * @param retryAt null once it is left to operators
 */
public record ReversalFailed(
        AttemptedPayments attempted,
        FailureOutcome outcome,
        @Nullable Instant retryAt,
        int reversalAttempts) implements UnfinishedReversal {

    @Override
    public AuthorizationState state() {
        return AuthorizationState.REVERSAL_FAILED;
    }

    @Override
    public ReversalFailed with(AttemptedPayments next) {
        return new ReversalFailed(next, outcome, retryAt, reversalAttempts);
    }
}
