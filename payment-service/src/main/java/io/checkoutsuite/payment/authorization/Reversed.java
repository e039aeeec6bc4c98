package io.checkoutsuite.payment.authorization;

import java.util.List;

/**
 * Nothing is held, and the request stays closed.
 *
 * @param declines what was refused before; empty if nothing was
 */
public record Reversed(AttemptedPayments attempted, List<DeclinedPayment> declines) implements FailedAuthorization {

    public Reversed {
        declines = List.copyOf(declines);
    }

    @Override
    public AuthorizationState state() {
        return AuthorizationState.REVERSED;
    }

    @Override
    public FailureOutcome outcome() {
        return new FailureOutcome.Reversed(declines);
    }

    @Override
    public Reversed with(AttemptedPayments next) {
        return new Reversed(next, declines);
    }
}
