package io.checkoutsuite.test;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for a condition up to a time limit; the failure shows the reason and the last value. */
public final class Eventually {

    public static final Duration LIMIT = Duration.ofSeconds(60);

    private Eventually() {}

    public static <T> T get(String reason, Callable<T> look, Predicate<T> enough) {
        return get(reason, LIMIT, look, enough);
    }

    public static <T> T get(String reason, Duration limit, Callable<T> look, Predicate<T> enough) {
        return await(reason)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(look, enough);
    }
}
