package io.checkoutsuite.order.order;

import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records of failed orders are purged.
 *
 * @param enabled off by default: how long such records are retained is a legal and business decision
 * @param olderThan how long ago the attempt must have been rolled back; no default, at least one hour
 * @param batch how many records one run checks
 * @param recheckAfter how long a retained record is skipped before it is checked again
 */
@ConfigurationProperties("suite.order.failed-order-purge")
public record FailedOrderPurgeSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable Duration olderThan,
        @DefaultValue("100") int batch,
        @DefaultValue("48h") Duration recheckAfter) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final int LARGEST_BATCH = 1_000;

    /** @throws IllegalArgumentException if it is enabled without a minimum age of one hour or more, or the batch size is out of range */
    public FailedOrderPurgeSettings {
        if (enabled && (olderThan == null || olderThan.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException(
                    "suite.order.failed-order-purge.enabled requires older-than of at least " + SHORTEST);
        }
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "suite.order.failed-order-purge.batch must be between 1 and " + LARGEST_BATCH);
        }
    }

    Duration age() {
        if (olderThan == null) {
            throw new UnusableSettingsException("suite.order.failed-order-purge is not enabled");
        }
        return olderThan;
    }
}
