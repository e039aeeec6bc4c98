package io.checkoutsuite.order.order;

import java.time.Instant;

/** Places in lists: text that sorts by time, made unique by an id. */
public final class Cursor {

    private Cursor() {}

    /** Milliseconds in twelve hexadecimal digits, which lasts some thousand years, then the id. */
    public static String of(Instant at, String id) {
        return "%012x-%s".formatted(at.toEpochMilli(), id);
    }
}
