package io.checkoutsuite.order.store;

import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/** Pages of a collection by its field {@code seq}, newest first. */
final class SequenceCursor {

    /** Sorts after every value, because values begin with a digit or a letter from a to f. Documents without the field do not match. */
    private static final String TOP = "~";

    private SequenceCursor() {}

    static Criteria after(Criteria wanted, @Nullable String cursor) {
        return wanted.and("seq").lt(cursor == null ? TOP : cursor);
    }
}
