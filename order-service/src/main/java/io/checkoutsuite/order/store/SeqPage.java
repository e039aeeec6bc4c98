package io.checkoutsuite.order.store;

import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/** Pages of a collection by its field {@code seq}, newest first. */
final class SeqPage {

    /** Sorts after every value, all of which begin with a digit or a to f; documents without the field are not found by it. */
    private static final String TOP = "~";

    private SeqPage() {}

    static Criteria after(Criteria wanted, @Nullable String cursor) {
        return wanted.and("seq").lt(cursor == null ? TOP : cursor);
    }
}
