package io.checkoutsuite.messaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that this service holds or has made for checkout attempts; a service that consumes offers it as a bean. */
@FunctionalInterface
public interface Holdings {

    /**
     * Ordered by id, after the given one, at most this many.
     *
     * @param created when it was taken or made first; null for always
     */
    List<Holding> page(String tenant, @Nullable TimeRange created, String after, int limit);
}
