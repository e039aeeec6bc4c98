package io.checkoutsuite.payment.authorization;

import java.util.List;

/** What a round of reversals came to. */
record Reversals(List<Payment> payments, Outcome outcome) {

    Reversals {
        payments = List.copyOf(payments);
    }

    enum Outcome {
        /** Nothing is held any more. */
        COMPLETE,
        /** A gateway refuses. */
        REFUSED,
        /** A gateway did not answer: to be gone on with. */
        TROUBLE;

        /** The one of two that asks for more to be done. */
        Outcome and(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
