package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;

/**
 * The pending events of one document, oldest first.
 *
 * @param unreadable whether its pending events cannot be read; it then has no entries
 * @param beginBefore no send of them begins later, because another process may publish them then
 */
record PendingEvents(Object documentId, List<OutboxEntry> entries, boolean unreadable, Instant beginBefore) {

    PendingEvents {
        entries = List.copyOf(entries);
    }

    PendingEvents(Object documentId, List<OutboxEntry> entries) {
        this(documentId, entries, false, Instant.MAX);
    }

    static PendingEvents ofUnreadable(Object documentId) {
        return new PendingEvents(documentId, List.of(), true, Instant.MAX);
    }

    /** The same with another time before which sends begin. */
    PendingEvents beginningBefore(Instant time) {
        return new PendingEvents(documentId, entries, unreadable, time);
    }

    static long bytes(List<OutboxEntry> entries) {
        return entries.stream().mapToLong(OutboxEntry::bytes).sum();
    }

    long bytes() {
        return bytes(entries);
    }

    List<String> eventIds() {
        return entries.stream().map(OutboxEntry::eventId).toList();
    }

    /** The same document with its first entries only. */
    PendingEvents first(int count) {
        return new PendingEvents(documentId, entries.subList(0, count), unreadable, beginBefore);
    }
}
