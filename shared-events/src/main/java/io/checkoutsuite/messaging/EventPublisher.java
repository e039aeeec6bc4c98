package io.checkoutsuite.messaging;

import io.checkoutsuite.events.EventType;
import lombok.RequiredArgsConstructor;
import org.springframework.cloud.stream.function.StreamBridge;

/** Hands one event to the broker and returns once the broker has it. */
@RequiredArgsConstructor
final class EventPublisher {

    private final StreamBridge bridge;
    private final EventCodec codec;

    /** @throws RuntimeException if the broker did not acknowledge; the entry stays owed then */
    void publish(OutboxEntry entry) {
        String binding = EventType.named(entry.type())
                .map(EventType::outputBinding)
                .orElseThrow(() -> new IllegalStateException("No binding for events of type " + entry.type()));
        if (!bridge.send(binding, codec.message(entry))) {
            throw new IllegalStateException("The broker did not take " + entry.eventId());
        }
    }
}
