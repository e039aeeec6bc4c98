package io.checkoutsuite.operations.reconciliation;

import java.time.Instant;
import java.util.List;

/**
 * The progress of the scheduled reconciliation of a tenant.
 *
 * @param settledBefore everything that was decided or reserved before then was compared and is consistent; the next run starts there
 * @param comparedAt when the last run that was not aborted started
 * @param fullRunAt when the last full run started, which reads every cart
 * @param unreadable carts that could not be read; the next run checks them again
 */
public record ReconciliationProgress(
        Instant settledBefore, Instant comparedAt, Instant fullRunAt, List<String> unreadable) {

    public ReconciliationProgress {
        unreadable = List.copyOf(unreadable);
    }
}
