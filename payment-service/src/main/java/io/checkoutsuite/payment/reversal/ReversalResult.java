package io.checkoutsuite.payment.reversal;

import io.checkoutsuite.payment.payment.Payment;
import java.util.List;

/** The outcome of a round of reversals. */
record ReversalResult(List<Payment> payments, Outcome outcome) {

    ReversalResult {
        payments = List.copyOf(payments);
    }

    enum Outcome {
        /** Nothing is held any more. */
        COMPLETE,
        /** A gateway refuses. */
        REFUSED,
        /** A gateway did not respond; the reversal is retried. */
        UNAVAILABLE;

        /** Returns the worse of the two outcomes. */
        Outcome and(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
