package io.checkoutsuite.offer.usage;

import java.util.Collection;

/** Makes counters heed the limits that operators set. */
public interface LimitsInForce {

    /**
     * Afterwards every counter exists and heeds the given limit or a later one. Uses counted before stay counted: a counter may be
     * used beyond a limit that was lowered, and then gives nothing until the limit is raised.
     */
    void enforce(Collection<Limit> limits);
}
