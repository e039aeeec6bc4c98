package io.checkoutsuite.operations.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done to a replay, and by whom. Its size is limited, however often the replay is stopped and resumed.
 *
 * @param entries the first entry and the latest ones, oldest first
 * @param leftOut how many entries after the first were dropped
 */
public record AuditLog(List<ReplayAuditEntry> entries, long leftOut) {

    private static final int MAX_ENTRIES = 101;

    public AuditLog {
        entries = List.copyOf(entries);
    }

    /** @param by the operator, or this service */
    public record ReplayAuditEntry(Instant at, String by, String what) {}

    static AuditLog begun(Instant at, String by) {
        return new AuditLog(List.of(new ReplayAuditEntry(at, by, "started")), 0);
    }

    AuditLog with(Instant at, String by, String what) {
        List<ReplayAuditEntry> longer = new ArrayList<>(entries);
        longer.add(new ReplayAuditEntry(at, by, what));
        int tooMany = Math.max(0, longer.size() - MAX_ENTRIES);
        longer.subList(1, 1 + tooMany).clear();
        return new AuditLog(longer, leftOut + tooMany);
    }

    public ReplayAuditEntry last() {
        return entries.getLast();
    }
}
