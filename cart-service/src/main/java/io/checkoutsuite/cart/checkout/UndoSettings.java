package io.checkoutsuite.cart.checkout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for the retries of failed compensations.
 *
 * @param firstPause the back-off before the first retry
 * @param factor by which the back-off grows with every retry
 * @param mostTries the maximum number of retries; after that an operator has to intervene
 * @param claim the lease for one retry; at least as long as the slowest compensation call with its retry, which is checked at start
 * @param atOnce how many attempts one process retries concurrently
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

    /** The back-off after this many retries. */
    Duration pauseAfter(int tries) {
        double millis = firstPause.toMillis() * Math.pow(factor, tries);
        return millis < LONGEST_PAUSE.toMillis() ? Duration.ofMillis((long) millis) : LONGEST_PAUSE;
    }
}
