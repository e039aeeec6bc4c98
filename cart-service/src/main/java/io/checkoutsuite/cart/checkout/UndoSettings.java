package io.checkoutsuite.cart.checkout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an undo that failed is tried again.
 *
 * @param firstPause before the first try
 * @param factor by which every further pause is longer than the one before
 * @param mostTries after so many, an operator has to look
 * @param claim how long one try belongs to one process; at least as long as the slowest undo with its repeat, which is checked at start
 * @param atOnce how many attempts one process tries at the same time
 */
@ConfigurationProperties("suite.checkout.undo")
public record UndoSettings(
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("2") double factor,
        @DefaultValue("6") int mostTries,
        @DefaultValue("40s") Duration claim,
        @DefaultValue("200") int atOnce) {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public UndoSettings {
        if (!firstPause.isPositive() || !claim.isPositive() || factor < 1 || mostTries < 1 || atOnce < 1) {
            throw new IllegalArgumentException(
                    ("suite.checkout.undo: first-pause and claim must be positive, factor, most-tries and at-once at least 1, but they are"
                                    + " %s, %s, %s, %s and %s")
                            .formatted(firstPause, claim, factor, mostTries, atOnce));
        }
    }

    /** The pause after so many tries. */
    Duration pauseAfter(int tries) {
        double millis = firstPause.toMillis() * Math.pow(factor, tries);
        return millis < LONGEST_PAUSE.toMillis() ? Duration.ofMillis((long) millis) : LONGEST_PAUSE;
    }
}
