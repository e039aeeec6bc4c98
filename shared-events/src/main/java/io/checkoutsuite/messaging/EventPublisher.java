package io.checkoutsuite.messaging;

/** Sends one event to the broker and returns once the broker has acknowledged it. */
@FunctionalInterface
public interface EventPublisher {

    /** @throws RuntimeException if the broker did not acknowledge the event; the entry then stays pending */
    void publish(OutboxEntry entry);
}
