package io.checkoutsuite.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service speaks to the broker.
 *
 * @param source the CloudEvents source of what it publishes
 * @param outboxes the collections whose documents may owe events
 * @param sweepInterval how often left-behind events are looked for
 * @param sweepAfter how long an event is left to the process that wrote it; longer than the broker may take for one, so that nobody
 *     publishes what another is just publishing
 * @param publishers how many events are under way to the broker at once
 * @param consumptionLease how long a message belongs to the process that began with it
 * @param maxRedrives how often one message may be sent again by operators
 */
@ConfigurationProperties("suite.messaging")
public record MessagingSettings(
        String source,
        @DefaultValue List<String> outboxes,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("12s") Duration sweepAfter,
        @DefaultValue("64") int publishers,
        @DefaultValue("60s") Duration consumptionLease,
        @DefaultValue("5") int maxRedrives) {

    private static final long MAX_BLOCK = 60_000;
    private static final long DELIVERY_TIMEOUT = 120_000;

    /**
     * Checks the outbox's times against the producer's, where there is an outbox.
     *
     * @throws IllegalStateException if a sweeper could publish what another process has under way
     */
    void requireTimeFor(Map<String, Object> producer) {
        long block = number(producer.get(ProducerConfig.MAX_BLOCK_MS_CONFIG), MAX_BLOCK);
        long delivery = number(producer.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), DELIVERY_TIMEOUT);
        Duration longest = OutboxRelay.LONGEST_SEND;
        boolean fits = block + delivery <= longest.toMillis() && sweepAfter.compareTo(longest) > 0;
        if (!outboxes.isEmpty() && !fits) {
            throw new IllegalStateException(
                    ("max.block.ms (%d) + delivery.timeout.ms (%d) must be at most %d, the longest that an event"
                                    + " may be under way, and suite.messaging.sweep-after (%d ms) more than that")
                            .formatted(block, delivery, longest.toMillis(), sweepAfter.toMillis()));
        }
    }

    private static long number(@Nullable Object setting, long otherwise) {
        return setting == null ? otherwise : Long.parseLong(setting.toString());
    }
}
