package io.checkoutsuite.benchmarks;

import java.time.Duration;
import java.util.Locale;

/** Says on standard error what a long run is doing, at most once every few seconds for one that repeats. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final long began = System.nanoTime();
    private long lastShown = began - INTERVAL.toNanos();
    private String lastKind = "";

    synchronized void show(String what) {
        String kind = what.replaceAll("\\d+", "");
        long now = System.nanoTime();
        if (!kind.equals(lastKind) || now - lastShown >= INTERVAL.toNanos()) {
            lastKind = kind;
            lastShown = now;
            System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (now - began) / 1e9, what);
        }
    }
}
