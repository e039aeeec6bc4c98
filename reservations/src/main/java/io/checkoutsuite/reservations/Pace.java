package io.checkoutsuite.reservations;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The moments between two database calls; tests stop, reorder and kill operations there. */
interface Pace {

    Pace FULL = new Pace() {
        @Override
        public void before(String step) {}

        @Override
        public void giveWay() {
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, 20))
                    .toNanos());
        }
    };

    void before(String step);

    /** Lets the other call for the same request finish first. */
    void giveWay();
}
