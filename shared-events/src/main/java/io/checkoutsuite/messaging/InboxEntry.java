package io.checkoutsuite.messaging;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that a listener has applied. A listener that changes one document stores the entry in it, by the write that changes it.
 *
 * @param type the event type's wire name
 * @param replayId the last replay for which the event was applied; null if there was none
 */
public record InboxEntry(
        String eventId,
        String type,
        String listener,
        Instant appliedAt,
        @Nullable String replayId) {

    /** @throws NullPointerException if a value is missing: a document may contain anything */
    public InboxEntry {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }
}
