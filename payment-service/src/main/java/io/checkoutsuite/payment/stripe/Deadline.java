package io.checkoutsuite.payment.stripe;

import java.time.Duration;

/**
 * The end of a call.
 *
 * @param nanoTime on the clock of {@link System#nanoTime}
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time until then; zero if it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(nanoTime - System.nanoTime(), 0));
    }

    boolean isOver() {
        return left().isZero();
    }
}
