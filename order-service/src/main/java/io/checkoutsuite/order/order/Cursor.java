package io.checkoutsuite.order.order;

import java.time.Instant;

/** Cursors of lists: text that sorts by time and is unique because it contains an id. */
public final class Cursor {

    private Cursor() {}

    /** The epoch milliseconds in twelve hexadecimal digits, enough for several thousand years, followed by the id. */
    public static String of(Instant at, String id) {
        return "%012x-%s".formatted(at.toEpochMilli(), id);
    }
}
