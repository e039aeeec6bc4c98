package io.checkoutsuite.messaging;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A message that a listener could not apply, kept until an operator has seen to it.
 *
 * @param id dead-letter topic, time, partition and offset
 * @param origin the topic it came from, and is sent back to
 * @param reason what the listener said
 * @param headers all text headers, as they arrived
 * @param redrives how often it has been sent again
 */
public record DeadLetter(
        @Id String id,
        String tenant,
        String origin,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String requestId,
        @Nullable String key,
        String reason,
        @Nullable String stack,
        Map<String, String> headers,
        byte[] body,
        int redrives,
        State state,
        Instant parkedAt) {

    /** Whether somebody still has to see to it. */
    public enum State {
        PARKED,
        REDRIVEN
    }

    DeadLetter redriven() {
        return new DeadLetter(
                id,
                tenant,
                origin,
                eventId,
                type,
                requestId,
                key,
                reason,
                stack,
                headers,
                body,
                redrives + 1,
                State.REDRIVEN,
                parkedAt);
    }
}
