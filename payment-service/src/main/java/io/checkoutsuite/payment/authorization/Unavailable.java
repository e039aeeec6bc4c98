package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import java.util.List;
import java.util.Optional;

/** There was no definite outcome and nothing is held; the same request may be retried. */
public record Unavailable(AttemptedPayments attempted) implements FailedAuthorization {

    private static final int MOST_ATTEMPTS = 10;

    @Override
    public AuthorizationState state() {
        return AuthorizationState.UNAVAILABLE;
    }

    @Override
    public FailureOutcome outcome() {
        return new FailureOutcome.Unavailable();
    }

    @Override
    public Unavailable with(AttemptedPayments next) {
        return new Unavailable(next);
    }

    /** Starts another try under new references; empty if there were too many. */
    public Optional<Running> restarted(Lease lease) {
        return attempted.attempt() < MOST_ATTEMPTS
                ? Optional.of(new Running(attempted.nextTry(), lease, null))
                : Optional.empty();
    }

    /** There is nothing to reverse. */
    public Reversed reversed() {
        return new Reversed(attempted.next(), List.of());
    }
}
