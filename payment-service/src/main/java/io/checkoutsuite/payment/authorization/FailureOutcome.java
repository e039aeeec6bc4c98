package io.checkoutsuite.payment.authorization;

import java.util.List;

/** How an authorization ends that holds nothing; while it is being reversed, how it will end. */
public sealed interface FailureOutcome {

    /** The refused payments, as told to the buyer. */
    List<DeclinedPayment> declines();

    /** Payments were refused. */
    record Refused(List<DeclinedPayment> declines) implements FailureOutcome {

        public Refused {
            declines = List.copyOf(declines);
        }
    }

    /** There was no definite outcome; the same request may be retried. */
    record Unavailable() implements FailureOutcome {

        @Override
        public List<DeclinedPayment> declines() {
            return List.of();
        }
    }

    /**
     * It was reversed for good.
     *
     * @param declines what was refused before; empty if nothing was
     */
    record Reversed(List<DeclinedPayment> declines) implements FailureOutcome {

        public Reversed {
            declines = List.copyOf(declines);
        }
    }
}
