package io.checkoutsuite.reservations;

/**
 * A counter's figure that is not what its requests add up to.
 *
 * @param repaired whether it is by now
 */
public record Difference(String counter, Figure figure, long stored, long computed, boolean repaired) {

    /** Which figure. */
    public enum Figure {
        SOFT,
        HARD,
        AVAILABLE
    }
}
