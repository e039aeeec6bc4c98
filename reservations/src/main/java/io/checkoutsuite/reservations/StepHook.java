package io.checkoutsuite.reservations;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A hook between database calls, where tests pause, reorder and abort operations. */
interface StepHook {

    StepHook DEFAULT = new StepHook() {
        @Override
        public void before(String step) {}

        @Override
        public void backOff() {
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, 20))
                    .toNanos());
        }
    };

    void before(String step);

    /** Waits, so that a concurrent call for the same request can finish first. */
    void backOff();
}
