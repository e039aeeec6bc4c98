package io.checkoutsuite.reservations.expiry;

/**
 * How many expired requests a sweep settled.
 *
 * @param committed requests of completed checkouts
 * @param extended requests of checkouts that are running, that are completed but have lost holds, or whose outcome is unavailable
 * @param released requests of checkouts that are rolled back or never existed
 * @param more whether another batch can be settled now
 */
public record SweepResult(int committed, int extended, int released, boolean more) {

    public int settled() {
        return committed + extended + released;
    }
}
