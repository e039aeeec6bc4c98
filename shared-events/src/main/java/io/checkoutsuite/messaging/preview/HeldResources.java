package io.checkoutsuite.messaging.preview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All resources that this service holds or has created for checkout attempts. A service that consumes events provides it as a bean. */
@FunctionalInterface
public interface HeldResources {

    /**
     * Returns at most {@code limit} resources, ordered by id, after the given id.
     *
     * @param created when a resource was first held or created; null for any time
     */
    List<HeldResource> page(String tenant, @Nullable TimeRange created, String after, int limit);
}
