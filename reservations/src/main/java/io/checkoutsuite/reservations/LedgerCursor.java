package io.checkoutsuite.reservations;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** A position in the ledger of a counter; records of the same time are ordered by id. */
public record LedgerCursor(Instant at, String id) {

    static final Comparator<LedgerRecord> NEWEST_FIRST = Comparator.comparing(LedgerRecord::at)
            .thenComparing(LedgerRecord::id)
            .reversed();

    public static LedgerCursor of(LedgerRecord record) {
        return new LedgerCursor(record.at(), record.id());
    }

    static Query newestFirst(Criteria which, String time, @Nullable LedgerCursor before) {
        if (before != null) {
            Date at = Date.from(before.at());
            which.orOperator(where(time).lt(at), where(time).is(at).and("_id").lt(before.id()));
        }
        return Query.query(which).with(Sort.by(Sort.Direction.DESC, time, "_id"));
    }
}
