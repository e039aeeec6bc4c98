package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import java.util.List;

/** The whole total is held. */
public record Authorized(AttemptedPayments attempted) implements HeldAuthorization {

    @Override
    public AuthorizationState state() {
        return AuthorizationState.AUTHORIZED;
    }

    @Override
    public Authorized with(AttemptedPayments next) {
        return new Authorized(next);
    }

    public Bound bound() {
        return new Bound(attempted.next());
    }

    /** Its checkout ended without an order. */
    public Reversing reversing(Lease lease) {
        return new Reversing(attempted.next(), new FailureOutcome.Reversed(List.of()), lease, 0);
    }
}
