package io.checkoutsuite.operations.reconciliation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The back-off of scheduled repairs: the first repair is due a fixed time after the decision, and the time doubles for each further one. An
 * event that a consumer keeps refusing is therefore published a few times a day, not in every run. Nothing is stored for this: a repair is due
 * if its time lies between the previous run and this one.
 *
 * @param first how long after the decision the first repair is due
 * @param previousRun null if there was none; everything that is old enough is due then
 */
record RepairBackOff(Duration first, @Nullable Instant previousRun, Instant now) {

    boolean isDue(Instant decidedAt) {
        Duration age = Duration.between(decidedAt, now);
        if (age.compareTo(first) < 0) {
            return false;
        }
        Duration latestDue = first.multipliedBy(Long.highestOneBit(age.dividedBy(first)));
        return previousRun == null || decidedAt.plus(latestDue).isAfter(previousRun);
    }
}
