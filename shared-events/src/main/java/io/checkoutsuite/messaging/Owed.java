package io.checkoutsuite.messaging;

import java.util.List;

/**
 * The pending events of one document, oldest first.
 *
 * @param unreadable whether its pending events cannot be read; it then has no entries
 */
record Owed(Object documentId, List<OutboxEntry> entries, boolean unreadable) {

    Owed {
        entries = List.copyOf(entries);
    }

    Owed(Object documentId, List<OutboxEntry> entries) {
        this(documentId, entries, false);
    }

    static Owed whichCannotBeRead(Object documentId) {
        return new Owed(documentId, List.of(), true);
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
    Owed first(int count) {
        return new Owed(documentId, entries.subList(0, count));
    }
}
