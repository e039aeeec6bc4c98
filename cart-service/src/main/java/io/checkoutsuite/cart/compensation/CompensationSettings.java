package io.checkoutsuite.cart.compensation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for the retries of failed compensations.
 *
 * @param initialBackOff the back-off before the first retry
 * @param multiplier by which the back-off grows with every retry
 * @param maxRetries the maximum number of retries; after that an operator has to intervene
 * @param lease the lease for one retry; at least as long as the slowest compensation call with its retry, which is checked at start
 * @param concurrency how many attempts one process retries concurrently
 */
@ConfigurationProperties("suite.checkout.compensation")
public record CompensationSettings(
        @DefaultValue("1s") Duration initialBackOff,
        @DefaultValue("2") double multiplier,
        @DefaultValue("6") int maxRetries,
        @DefaultValue("40s") Duration lease,
        @DefaultValue("200") int concurrency) {

    private static final Duration MAX_BACK_OFF = Duration.ofHours(1);

    public CompensationSettings {
        if (!initialBackOff.isPositive()
                || !lease.isPositive()
                || multiplier < 1
                || maxRetries < 1
                || concurrency < 1) {
            throw new IllegalArgumentException(
                    ("suite.checkout.compensation: initial-back-off and lease must be positive, multiplier, max-retries and concurrency at least 1, but they are"
                                    + " %s, %s, %s, %s and %s")
                            .formatted(initialBackOff, lease, multiplier, maxRetries, concurrency));
        }
    }

    /** The back-off after this many retries. */
    Duration backOffAfter(int tries) {
        double millis = initialBackOff.toMillis() * Math.pow(multiplier, tries);
        return millis < MAX_BACK_OFF.toMillis() ? Duration.ofMillis((long) millis) : MAX_BACK_OFF;
    }
}
