package io.checkoutsuite.messaging;

import io.checkoutsuite.events.EventType;
import lombok.RequiredArgsConstructor;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.Message;

/** Publishes through the output binding of the event's type; each send waits for the broker's acknowledgement. */
@RequiredArgsConstructor
public final class BindingPublisher implements EventPublisher {

    private final StreamBridge bridge;
    private final EventCodec codec;

    @Override
    public void publish(OutboxEntry entry) {
        publish(entry, codec.message(entry));
    }

    public void publish(OutboxEntry entry, Message<byte[]> message) {
        String binding = EventType.named(entry.type())
                .map(EventType::outputBinding)
                .orElseThrow(() -> new UnboundEventException(entry));
        if (!bridge.send(binding, message)) {
            throw new IllegalStateException("The broker did not acknowledge " + entry.eventId());
        }
    }
}
