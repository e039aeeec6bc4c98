package io.checkoutsuite.cart.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a run on schedule may repair something: first so long after the decision, then after twice the time, and so on. An event that a
 * consumer refuses each time is so published a few times a day, not at each run. Nothing is stored for it: a time that fell between the
 * previous run and this one is due now.
 *
 * @param first how long after the decision
 * @param previousRun null if there was none: whatever is old enough is due
 */
record RepairTimes(Duration first, @Nullable Instant previousRun, Instant now) {

    boolean isDue(Instant decidedAt) {
        Duration age = Duration.between(decidedAt, now);
        if (age.compareTo(first) < 0) {
            return false;
        }
        Duration latestDue = first.multipliedBy(Long.highestOneBit(age.dividedBy(first)));
        return previousRun == null || decidedAt.plus(latestDue).isAfter(previousRun);
    }
}
