package io.checkoutsuite.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Map.Entry;

/** The check at startup that no lease can expire during a call: another process would then take over work that is still being done. */
public final class LeaseDurations {

    /** A call is made with at least half of the lease left, or is retried once under the same lease. */
    private static final int CALLS = 2;

    private LeaseDurations() {}

    /**
     * Requires that a lease is at least twice as long as every call that is made under it.
     *
     * @param lease the setting of the lease
     * @param timeouts of the calls, by their settings
     * @throws UnusableSettingsException naming the lease, the longest timeout, their values and the shortest sufficient lease
     */
    public static void require(String lease, Duration length, Map<String, Duration> timeouts) {
        timeouts.entrySet().stream()
                .max(Entry.<String, Duration>comparingByValue().thenComparing(Entry.comparingByKey()))
                .ifPresent(longest -> require(lease, length, longest.getKey(), longest.getValue()));
    }

    private static void require(String lease, Duration length, String timeout, Duration call) {
        Duration shortest = call.multipliedBy(CALLS);
        if (length.compareTo(shortest) < 0) {
            throw new UnusableSettingsException("%s is %s, but must be at least %s: twice %s, which is %s"
                    .formatted(lease, length, shortest, timeout, call));
        }
    }
}
