package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** The result of a reversible activity. If the result is unknown, the activity throws an exception instead. */
public sealed interface ActivityResult {

    /**
     * The activity took effect.
     *
     * @param payments the authorized payments; empty for activities that do not handle payments
     */
    record Done(List<PaymentSummary> payments) implements ActivityResult {
        public Done {
            payments = List.copyOf(payments);
        }
    }

    /** A payment waits for its buyer or its gateway. The activity is run again once there is a result. */
    record Awaiting(AwaitedPayment awaited) implements ActivityResult {}

    /** The activity did not take effect, for a reason that is reported to the buyer. */
    record Refused(AttemptFailure failure) implements ActivityResult {}

    static ActivityResult done() {
        return new Done(List.of());
    }

    static ActivityResult paid(List<PaymentSummary> payments) {
        return new Done(payments);
    }

    static ActivityResult refused(AttemptFailure failure) {
        return new Refused(failure);
    }
}
