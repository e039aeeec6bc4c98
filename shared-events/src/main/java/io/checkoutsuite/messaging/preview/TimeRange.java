package io.checkoutsuite.messaging.preview;

import java.time.Instant;

/** A time range that includes its start and excludes its end. */
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from is after to");
        }
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
