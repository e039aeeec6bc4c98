package io.checkoutsuite.payment.authorization;

import java.util.List;

/** A payment was declined and nothing is held. */
public record Refused(AttemptedPayments attempted, List<DeclinedPayment> declines) implements FailedAuthorization {

    public Refused {
        declines = List.copyOf(declines);
    }

    @Override
    public AuthorizationState state() {
        return AuthorizationState.REFUSED;
    }

    @Override
    public FailureOutcome outcome() {
        return new FailureOutcome.Refused(declines);
    }

    @Override
    public Refused with(AttemptedPayments next) {
        return new Refused(next, declines);
    }

    /** There is nothing to reverse. */
    public Reversed reversed() {
        return new Reversed(attempted.next(), declines);
    }
}
