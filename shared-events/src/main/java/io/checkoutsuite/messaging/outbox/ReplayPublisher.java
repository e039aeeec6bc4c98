package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.BindingPublisher;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.OutboxEntry;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.support.MessageBuilder;

/** Republishes an event, with the same id, for a replay that an operator requested. */
@RequiredArgsConstructor
public final class ReplayPublisher {

    private final BindingPublisher publisher;
    private final EventCodec codec;

    /**
     * Publishes and waits for the broker's acknowledgement.
     *
     * @param replayId each listener applies the event once more per replay, however often this is called
     * @param targetService the only service that is to apply it, for instance {@code order}; null for all
     * @throws IllegalStateException if the broker did not acknowledge it
     */
    public void publish(OutboxEntry entry, String replayId, @Nullable String targetService) {
        MessageBuilder<byte[]> replayed =
                MessageBuilder.fromMessage(codec.message(entry)).setHeader(EventHeaders.REPLAY_ID, replayId);
        if (targetService != null) {
            replayed.setHeader(EventHeaders.REPLAY_TARGET, targetService);
        }
        try {
            publisher.publish(entry, replayed.build());
        } catch (RuntimeException sendFailure) {
            throw new IllegalStateException("The broker did not acknowledge " + entry.eventId(), sendFailure);
        }
    }
}
