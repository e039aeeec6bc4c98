package io.checkoutsuite.messaging;

import java.time.Instant;

/** From a moment on and before another one. */
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
