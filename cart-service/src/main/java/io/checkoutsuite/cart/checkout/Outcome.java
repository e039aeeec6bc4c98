package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** What became of a reversible activity. Where it is not known, the activity throws instead. */
public sealed interface Outcome {

    /**
     * The effect is there.
     *
     * @param payments what was authorized; empty for activities that have nothing to do with money
     */
    record Done(List<PaymentSummary> payments) implements Outcome {
        public Done {
            payments = List.copyOf(payments);
        }
    }

    /** The effect is not there, for a reason that the buyer hears. */
    record Refused(AttemptFailure failure) implements Outcome {}

    static Outcome done() {
        return new Done(List.of());
    }

    static Outcome paid(List<PaymentSummary> payments) {
        return new Done(payments);
    }

    static Outcome refused(AttemptFailure failure) {
        return new Refused(failure);
    }
}
