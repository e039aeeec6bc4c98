package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** Publishes an event once more and waits until the broker has it. */
@FunctionalInterface
interface Republisher {

    /** @throws IllegalStateException if the broker did not take it */
    void publish(OutboxEntry entry, String replayId, @Nullable String target);
}
