package io.checkoutsuite.workqueue.lock;

import java.time.Duration;

/**
 * How a node holds locks.
 *
 * @param lease how long a holder keeps a lock without renewing it; 50 ms to a day
 * @param autoRenewal how long leases are renewed automatically while a lock is held; zero for not at all. The holder of a lock that is renewed for ever
 *     would keep it if it hangs.
 */
public record LeaseLockSettings(Duration lease, Duration autoRenewal) {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofDays(1);

    public LeaseLockSettings {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The lease of a lock is %s to %s, not %s".formatted(SHORTEST_LEASE, LONGEST, lease));
        }
        if (autoRenewal.isNegative() || autoRenewal.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A lock is renewed for at most %s, not %s".formatted(LONGEST, autoRenewal));
        }
    }

    /** Leases of this length, which only the holder renews. */
    public static LeaseLockSettings of(Duration lease) {
        return new LeaseLockSettings(lease, Duration.ZERO);
    }

    /** Renews the leases of held locks automatically, for so long from their acquisition. */
    public LeaseLockSettings withAutoRenewal(Duration atMost) {
        return new LeaseLockSettings(lease, atMost);
    }
}
