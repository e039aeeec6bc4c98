package io.checkoutsuite.reservations.ledger;

import java.time.Instant;
import java.util.Comparator;

/** A position in the ledger of a counter; records of the same time are ordered by id. */
public record LedgerCursor(Instant at, String id) {

    static final Comparator<LedgerRecord> NEWEST_FIRST = Comparator.comparing(LedgerRecord::at)
            .thenComparing(LedgerRecord::id)
            .reversed();

    public static LedgerCursor of(LedgerRecord record) {
        return new LedgerCursor(record.at(), record.id());
    }
}
