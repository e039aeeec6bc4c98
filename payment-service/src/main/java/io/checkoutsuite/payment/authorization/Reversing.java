package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is or may be held is being reversed.
 *
 * @param outcome how the authorization ends once nothing is held
 * @param lease of the current round; after a round that did not complete, it lasts until the next one
 */
public record Reversing(AttemptedPayments attempted, FailureOutcome outcome, Lease lease, int reversalAttempts)
        implements UnfinishedReversal, Leased<Reversing> {

    @Override
    public AuthorizationState state() {
        return AuthorizationState.REVERSING;
    }

    @Override
    public Reversing with(AttemptedPayments next) {
        return new Reversing(next, outcome, lease, reversalAttempts);
    }

    @Override
    public Reversing withLease(Lease newLease) {
        return new Reversing(attempted.next(), outcome, newLease, reversalAttempts);
    }

    @Override
    public Optional<Reversing> stillLeased(Authorization found) {
        return found instanceof Reversing reversing && reversing.lease.isSameOwner(lease)
                ? Optional.of(reversing)
                : Optional.empty();
    }

    /** Whether the request stays closed afterwards. */
    public boolean isForGood() {
        return outcome instanceof FailureOutcome.Reversed;
    }

    /** Lets the running round of another call end for good. */
    public Reversing forGood() {
        return new Reversing(
                attempted.next(), new FailureOutcome.Reversed(outcome.declines()), lease, reversalAttempts);
    }

    /** Nothing is held any more. */
    public FailedAuthorization completed(List<Payment> reversed) {
        return FailedAuthorization.of(attempted.nextMerged(reversed), outcome);
    }

    /** A gateway did not respond: the reversal goes on at the given time. */
    public Reversing postponed(List<Payment> reversed, Instant retryAt) {
        return new Reversing(attempted.nextMerged(reversed), outcome, lease.until(retryAt), reversalAttempts + 1);
    }

    /** @param retryAt null if it is left to operators */
    public ReversalFailed failed(List<Payment> reversed, @Nullable Instant retryAt) {
        return new ReversalFailed(attempted.nextMerged(reversed), outcome, retryAt, reversalAttempts + 1);
    }
}
