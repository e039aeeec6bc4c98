package io.checkoutsuite.reservations.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.checkoutsuite.reservations.ledger.LedgerCursor;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** The order of ledger records in both collections that have them. */
final class LedgerPages {

    private LedgerPages() {}

    static Query newestFirst(Criteria which, String time, @Nullable LedgerCursor before) {
        if (before != null) {
            Date at = Date.from(before.at());
            which.orOperator(where(time).lt(at), where(time).is(at).and("_id").lt(before.id()));
        }
        return Query.query(which).with(Sort.by(Sort.Direction.DESC, time, "_id"));
    }
}
