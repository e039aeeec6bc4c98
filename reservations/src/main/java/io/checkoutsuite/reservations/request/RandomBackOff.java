package io.checkoutsuite.reservations.request;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Waits 1 to 20 ms, at random, so that two calls do not keep meeting each other. */
@Component("backOff")
class RandomBackOff implements BackOff {

    @Override
    public void pause() {
        LockSupport.parkNanos(
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, 20)).toNanos());
    }
}
