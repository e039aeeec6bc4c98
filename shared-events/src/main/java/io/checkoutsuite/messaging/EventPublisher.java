package io.checkoutsuite.messaging;

/** Hands one event to the broker and returns once the broker has it. */
@FunctionalInterface
interface EventPublisher {

    /** @throws RuntimeException if the broker did not acknowledge; the entry stays owed then */
    void publish(OutboxEntry entry);
}
