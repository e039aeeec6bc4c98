package io.checkoutsuite.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * That one listener has begun with, or has applied, one event.
 *
 * @param id tenant/eventId/listener: the same event is another matter for another listener
 * @param owner who works on it; changes with every take-over, so that a late worker cannot finish for another
 * @param leaseUntil until when the owner may take
 * @param appliedAt null while it is being worked on
 * @param replayId the last replay that it was applied for; null if for none
 */
public record Consumption(
        @Id String id,
        String tenant,
        String eventId,
        String type,
        String listener,
        @Nullable String requestId,
        State state,
        String owner,
        Instant leaseUntil,
        @Nullable Instant appliedAt,
        @Nullable String replayId) {

    /** How far a listener is with an event. */
    public enum State {
        RUNNING,
        APPLIED
    }
}
