package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** How far the activities came. */
sealed interface WorkflowResult {

    /** Everything is reserved and paid for. */
    record Completed(List<PaymentSummary> payments) implements WorkflowResult {}

    /**
     * Something could not be completed.
     *
     * @param failures everything that went wrong
     * @param toCompensate activities that may have had an effect, the latest first
     */
    record Failed(AttemptFailure failure, List<ActivityFailure> failures, List<ReversibleActivity> toCompensate)
            implements WorkflowResult {

        public Failed {
            failures = List.copyOf(failures);
            toCompensate = List.copyOf(toCompensate);
        }
    }
}
