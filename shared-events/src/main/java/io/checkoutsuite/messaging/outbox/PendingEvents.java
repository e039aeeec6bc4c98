package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/**
 * The pending events of one document, oldest first.
 *
 * @param unreadable whether its pending events cannot be read; it then has no entries
 */
record PendingEvents(Object documentId, List<OutboxEntry> entries, boolean unreadable) {

    PendingEvents {
        entries = List.copyOf(entries);
    }

    PendingEvents(Object documentId, List<OutboxEntry> entries) {
        this(documentId, entries, false);
    }

    static PendingEvents ofUnreadable(Object documentId) {
        return new PendingEvents(documentId, List.of(), true);
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
        return new PendingEvents(documentId, entries.subList(0, count));
    }
}
