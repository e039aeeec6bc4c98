package io.checkoutsuite.messaging;

import io.checkoutsuite.events.EventType;
import lombok.RequiredArgsConstructor;
import org.springframework.cloud.stream.function.StreamBridge;

/** Publishes through the output binding of the event's type, whose sends wait for the acknowledgement. */
@RequiredArgsConstructor
final class BindingPublisher implements EventPublisher {

    private final StreamBridge bridge;
    private final EventCodec codec;

    @Override
    public void publish(OutboxEntry entry) {
        String binding = EventType.named(entry.type())
                .map(EventType::outputBinding)
                .orElseThrow(() -> new IllegalStateException("No binding for events of type " + entry.type()));
        if (!bridge.send(binding, codec.message(entry))) {
            throw new IllegalStateException("The broker did not take " + entry.eventId());
        }
    }
}
