package io.checkoutsuite.messaging;

import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Time limits for consuming events.
 *
 * @param longestProcessing the longest time that one attempt to apply one event takes while the database is slow but responds; failed events are
 *     retried only after the next poll, so retries do not add to it
 */
@ConfigurationProperties("suite.messaging.consumers")
record ConsumerSettings(@DefaultValue("30s") Duration longestProcessing) {

    private static final int POLLED = ConsumerConfig.DEFAULT_MAX_POLL_RECORDS;
    private static final int INTERVAL = 300_000;

    /** @throws UnusableSettingsException if a working consumer could be considered dead and its events reassigned to another one */
    void requireTimeFor(Map<String, Object> consumer) {
        long records = number(consumer.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLLED);
        Duration interval =
                Duration.ofMillis(number(consumer.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), INTERVAL));
        Duration longest = longestProcessing.multipliedBy(records);
        if (longest.compareTo(interval) >= 0) {
            throw new UnusableSettingsException(("max.poll.interval.ms (%d s) must be more than max.poll.records (%d) x"
                            + " suite.messaging.consumers.longest-processing (%d s) = %d s")
                    .formatted(interval.toSeconds(), records, longestProcessing.toSeconds(), longest.toSeconds()));
        }
    }

    private static long number(@org.jspecify.annotations.Nullable Object setting, long otherwise) {
        return setting == null ? otherwise : Long.parseLong(setting.toString());
    }
}
