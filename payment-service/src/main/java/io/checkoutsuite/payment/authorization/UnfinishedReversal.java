package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;

/** Something is or may still be held although the authorization has failed. */
public sealed interface UnfinishedReversal extends FailedAuthorization permits Reversing, ReversalFailed {

    /** The number of reversal rounds that did not complete. */
    int reversalAttempts();

    /** Starts another round. */
    default Reversing resumed(Lease lease) {
        return new Reversing(attempted().next(), outcome(), lease, reversalAttempts());
    }

    /** Starts another round, after which the request stays closed. */
    default Reversing resumedForGood(Lease lease) {
        return new Reversing(
                attempted().next(), new FailureOutcome.Reversed(outcome().declines()), lease, reversalAttempts());
    }
}
