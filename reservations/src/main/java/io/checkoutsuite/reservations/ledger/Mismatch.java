package io.checkoutsuite.reservations.ledger;

/**
 * A figure of a counter that does not match the sum of its requests.
 *
 * @param repaired whether it was repaired
 */
public record Mismatch(String counter, Figure figure, long stored, long computed, boolean repaired) {

    /** The figure that does not match. */
    public enum Figure {
        SOFT,
        HARD,
        AVAILABLE
    }
}
