package io.checkoutsuite.operations.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finding with its repair action.
 *
 * @param since when the checkout was decided, or since when the resource is held
 * @param contradicted whether a participant has recorded the opposite of the checkout's outcome
 */
record Discrepancy(Finding finding, RepairAction repairAction, Instant since, boolean contradicted) {

    static Discrepancy of(
            FindingType type,
            String service,
            String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            Instant since,
            Instant now,
            String detail,
            RepairAction repairAction) {
        return new Discrepancy(
                new Finding(
                        type,
                        service,
                        cartId,
                        requestId,
                        orderNumber,
                        Math.max(0, Duration.between(since, now).toSeconds()),
                        detail,
                        repairAction.description(),
                        false),
                repairAction,
                since,
                false);
    }

    /** The attempt of a discrepancy that has a repair action of its own. */
    String requestId() {
        return Objects.requireNonNull(finding.requestId(), "Only a finding of a single attempt has a repair action");
    }

    /** The same discrepancy without a repair action, because repairing it is not safe. */
    Discrepancy withoutRepair() {
        return new Discrepancy(finding.withoutRepair(), new RepairAction.Manual(), since, contradicted);
    }

    /** The same discrepancy, marked as contradicted by a participant: it is repaired only on an operator's request. */
    Discrepancy asContradicted() {
        return new Discrepancy(finding, repairAction, since, true);
    }

    /** Whether publishing the outcome again repairs it, as if the event had not been lost. Such a repair is safe without an operator. */
    boolean isLostEvent() {
        return !contradicted
                && switch (repairAction) {
                    case RepairAction.RepublishOutcome outcome -> true;
                    case RepairAction.PublishPendingEvent pendingEvent -> true;
                    case RepairAction.RollBackOrphan orphan -> false;
                    case RepairAction.RetryCompensation compensation -> false;
                    case RepairAction.ResumeCheckout resume -> false;
                    case RepairAction.Manual manual -> false;
                };
    }
}
