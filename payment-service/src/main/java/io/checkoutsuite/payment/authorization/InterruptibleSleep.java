package io.checkoutsuite.payment.authorization;

import java.time.Duration;

/** A sleep that ends early when the process stops. */
final class InterruptibleSleep {

    private InterruptibleSleep() {}

    /** @throws IllegalStateException if the process is being stopped */
    static void sleep(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting", stopped);
        }
    }
}
