package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** Publishes an event again and waits for the broker's acknowledgement. */
@FunctionalInterface
interface EventRepublisher {

    /** @throws IllegalStateException if the broker did not acknowledge it */
    void publish(OutboxEntry entry, String replayId, @Nullable String target);
}
