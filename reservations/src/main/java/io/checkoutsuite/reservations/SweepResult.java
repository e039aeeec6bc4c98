package io.checkoutsuite.reservations;

/**
 * What became of requests whose lease ran out.
 *
 * @param committed of checkouts that are completed
 * @param extended of checkouts that are running, or completed and not completely held any more, or that nobody can tell about
 * @param released of checkouts that are rolled back or that there never were
 * @param more whether another batch is waiting that can be settled now
 */
public record SweepResult(int committed, int extended, int released, boolean more) {

    public int settled() {
        return committed + extended + released;
    }
}
