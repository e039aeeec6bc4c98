package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** How far the activities came. */
sealed interface WorkflowResult {

    /** Everything is reserved and paid for. */
    record Completed(List<PaymentSummary> payments) implements WorkflowResult {}

    /**
     * Something could not be completed, and what had begun was undone.
     *
     * @param failures everything that went wrong, undoing included
     * @param notUndone activities whose undo failed
     */
    record Failed(AttemptFailure failure, List<ActivityFailure> failures, List<Undo.Missing> notUndone)
            implements WorkflowResult {}
}
