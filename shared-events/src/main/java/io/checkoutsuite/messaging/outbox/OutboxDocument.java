package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outbox fields of an aggregate's document: unwrapped into a document that is inserted with events, or read from one that was written.
 *
 * @param outbox null if no event was ever added
 * @param outboxPending true with entries, else null; also null if only the entries were read
 */
public record OutboxDocument(
        @Nullable List<OutboxEntry> outbox,
        @Nullable Boolean outboxPending,
        @Nullable Instant outboxPendingSince) {

    /** The fields of a document that is inserted with these events, oldest first, at least one. */
    public static OutboxDocument of(List<OutboxEntry> entries, Instant now) {
        return new OutboxDocument(List.copyOf(entries), true, now);
    }

    /** The pending events, oldest first. */
    public List<OutboxEntry> entries() {
        return outbox == null ? List.of() : outbox;
    }
}
