package io.checkoutsuite.messaging;

import java.util.List;

/** What one document owes, oldest first. */
record Owed(Object documentId, List<OutboxEntry> entries) {

    Owed {
        entries = List.copyOf(entries);
    }

    static long bytes(List<OutboxEntry> entries) {
        return entries.stream().mapToLong(OutboxEntry::bytes).sum();
    }

    long bytes() {
        return bytes(entries);
    }

    /** The same document with its first entries only. */
    Owed first(int count) {
        return new Owed(documentId, entries.subList(0, count));
    }
}
