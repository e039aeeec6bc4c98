package io.checkoutsuite.workqueue.node;

import java.time.Duration;

/** How long a caller waits, measured by the monotonic clock of this node. */
public final class TimeLimit {

    /** A longer wait would not be distinguishable from one without a limit, and must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final TimeLimit UNLIMITED = new TimeLimit(Duration.ZERO, Long.MAX_VALUE);

    private final Duration given;
    private final long nanos;
    private final long start = System.nanoTime();

    private TimeLimit(Duration given, long nanos) {
        this.given = given;
        this.nanos = nanos;
    }

    /** The caller does not wait at all. */
    public static TimeLimit none() {
        return new TimeLimit(Duration.ZERO, 0);
    }

    public static TimeLimit unlimited() {
        return UNLIMITED;
    }

    /** @throws IllegalArgumentException if the timeout is negative */
    public static TimeLimit of(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("A timeout must not be negative: " + timeout);
        }
        return new TimeLimit(timeout, timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : LONGEST.toNanos());
    }

    /** Whether the caller waits at all. */
    public boolean isNone() {
        return nanos == 0;
    }

    /** The nanoseconds that are left; zero or negative if the time is over. */
    public long left() {
        return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
    }

    @Override
    public String toString() {
        return nanos == Long.MAX_VALUE ? "without limit" : given.toString();
    }
}
