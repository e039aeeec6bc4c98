package io.checkoutsuite.cart.reconcile;

import java.time.Instant;
import java.util.List;

/**
 * How far the comparison on schedule has come with a tenant.
 *
 * @param settledBefore all that was decided or taken before then was compared and is in order; the next run begins there
 * @param comparedAt when the last run that was not broken off began
 * @param wholeAt when the last run that read every cart began
 * @param unreadable carts that nobody could read, which the next run looks at again
 */
public record Progress(Instant settledBefore, Instant comparedAt, Instant wholeAt, List<String> unreadable) {

    public Progress {
        unreadable = List.copyOf(unreadable);
    }
}
