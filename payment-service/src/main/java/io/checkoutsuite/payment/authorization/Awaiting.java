package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import java.time.Instant;
import java.util.List;

/**
 * A payment waits for its buyer or for its gateway. No call works on the authorization; those of its payments that are held stay held.
 *
 * @param lookUpAt when recovery looks the outcome up, if no notification comes first
 */
public record Awaiting(AttemptedPayments attempted, Waiting waiting, Instant lookUpAt) implements BegunAuthorization {

    @Override
    public AuthorizationState state() {
        return AuthorizationState.AWAITING;
    }

    @Override
    public Awaiting with(AttemptedPayments next) {
        return new Awaiting(next, waiting, lookUpAt);
    }

    /** A call looks the outcome up. */
    public Running lookingUp(Lease lease) {
        return new Running(attempted.next(), lease, waiting);
    }

    /** Its checkout ended without an order, so whatever may be held has to be reversed. */
    public Reversing reversing(Lease lease) {
        return new Reversing(attempted.next(), new FailureOutcome.Reversed(List.of()), lease, 0);
    }
}
