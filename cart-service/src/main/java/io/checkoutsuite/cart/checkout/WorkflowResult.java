package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** The result of running the activities. */
sealed interface WorkflowResult {

    /** Everything is reserved and paid for. */
    record Completed(List<PaymentSummary> payments) implements WorkflowResult {}

    /** A payment waits for its buyer or its gateway; everything that the attempt holds stays held. */
    record Awaiting(AwaitedPayment awaited) implements WorkflowResult {}

    /**
     * An activity, check or hook failed.
     *
     * @param failures all failures
     * @param toCompensate activities that may have had an effect, latest first
     */
    record Failed(AttemptFailure failure, List<ActivityFailure> failures, List<ReversibleActivity> toCompensate)
            implements WorkflowResult {

        public Failed {
            failures = List.copyOf(failures);
            toCompensate = List.copyOf(toCompensate);
        }
    }
}
