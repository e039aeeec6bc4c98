package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.events.PaymentSummary;
import java.util.List;

/** How far the activities came. */
sealed interface WorkflowResult {

    /** Everything is reserved and paid for. */
    record Completed(List<PaymentSummary> payments) implements WorkflowResult {}

    /**
     * Something could not be completed, and what had begun was undone.
     *
     * @param notUndone activities whose undo failed; the rollback event will make it good
     */
    record Failed(AttemptFailure failure, List<String> notUndone) implements WorkflowResult {}
}
