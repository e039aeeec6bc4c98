package io.checkoutsuite.stack.client;

import java.time.Duration;

/** Waits between two requests. */
public final class Pause {

    private Pause() {}

    /** @throws IllegalStateException if the thread is interrupted */
    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
