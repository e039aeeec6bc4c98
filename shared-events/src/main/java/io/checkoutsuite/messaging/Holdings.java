package io.checkoutsuite.messaging;

import java.util.List;

/** Everything that this service holds or has made for checkout attempts; a service that consumes offers it as a bean. */
@FunctionalInterface
public interface Holdings {

    /** Ordered by id, after the given one, at most this many. */
    List<Holding> page(String tenant, String after, int limit);
}
