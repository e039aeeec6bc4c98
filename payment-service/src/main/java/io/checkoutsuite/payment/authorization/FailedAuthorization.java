package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;

/** An authorization that no order may be paid with: whatever a gateway holds for it has to be reversed, however late it is found. */
public sealed interface FailedAuthorization extends BegunAuthorization
        permits Refused, Unavailable, Reversed, UnfinishedReversal {

    static FailedAuthorization of(AttemptedPayments attempted, FailureOutcome outcome) {
        return switch (outcome) {
            case FailureOutcome.Refused(var declines) -> new Refused(attempted, declines);
            case FailureOutcome.Unavailable() -> new Unavailable(attempted);
            case FailureOutcome.Reversed(var declines) -> new Reversed(attempted, declines);
        };
    }

    /** How it has ended, or how it will end once nothing is held. */
    FailureOutcome outcome();

    /** Adds the holds of a late call, which have to be reversed too. */
    default Reversing reversingLateHolds(Running late, Lease lease) {
        return new Reversing(attempted().nextMerged(late.payments()), outcome(), lease, 0);
    }
}
