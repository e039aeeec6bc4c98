package io.checkoutsuite.messaging;

import java.time.Instant;
import java.util.Objects;

/**
 * A pending event of an aggregate: stored in the aggregate's own document, by the same write that made the event true, and removed
 * once the broker has acknowledged it.
 *
 * @param eventId the event's id
 * @param type the event type's wire name
 * @param key the cart id, by which events are ordered
 * @param body JSON
 */
public record OutboxEntry(
        String eventId, String type, String key, String tenant, String requestId, Instant at, String body) {

    private static final int OVERHEAD = 512;

    /** @throws NullPointerException if a value that is required for sending is missing: a document may contain anything */
    public OutboxEntry {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(body, "body");
    }

    /** The approximate size in memory. */
    public long bytes() {
        return OVERHEAD + 2L * body.length();
    }
}
