package io.checkoutsuite.offer.usage;

import java.util.Collection;

/** Updates counters to the limits that operators set. */
public interface LimitUpdates {

    /**
     * Ensures that every counter exists and has the given limit or a later one. Uses counted before stay counted. If a limit is lowered
     * below them, the counter allows no further use until the limit is raised.
     */
    void enforce(Collection<Limit> limits);
}
