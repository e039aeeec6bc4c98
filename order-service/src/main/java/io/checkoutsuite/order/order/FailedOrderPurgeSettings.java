package io.checkoutsuite.order.order;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records of failed orders are thrown away.
 *
 * @param enabled off unless somebody decides it: how long such records are kept is a matter of law and taste
 * @param olderThan how long ago the attempt must have been given up; there is no default, and at least an hour
 * @param batch how many records one run looks at
 * @param askAgainAfter how long a record that had to be kept is left alone
 */
@ConfigurationProperties("suite.order.failed-order-purge")
public record FailedOrderPurgeSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable Duration olderThan,
        @DefaultValue("100") int batch,
        @DefaultValue("48h") Duration askAgainAfter) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final int LARGEST_BATCH = 1_000;

    /** @throws IllegalArgumentException if it is enabled without a word on how old records must be, or would throw away all of them */
    public FailedOrderPurgeSettings {
        if (enabled && (olderThan == null || olderThan.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException(
                    "suite.order.failed-order-purge.enabled needs older-than, at least " + SHORTEST);
        }
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "suite.order.failed-order-purge.batch is between 1 and " + LARGEST_BATCH);
        }
    }

    Duration age() {
        if (olderThan == null) {
            throw new IllegalStateException("suite.order.failed-order-purge is not enabled");
        }
        return olderThan;
    }
}
