package io.checkoutsuite.messaging;

import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this service's messaging.
 *
 * @param source the CloudEvents source of the events that it publishes
 * @param outboxes the collections whose documents contain an outbox
 * @param inboxes the collections whose documents record the events that changed them
 * @param sweepInterval how often the sweeper looks for events that were left pending
 * @param sweepAfter how long an event is left to the process that wrote it; longer than one send may take, so that no process
 *     publishes an event that another one is still sending
 * @param publishers how many events are sent to the broker concurrently
 * @param inboxLease how long a message belongs to the process that started to apply it
 * @param maxRedrives how often operators may redrive one message
 */
@ConfigurationProperties("suite.messaging")
public record MessagingSettings(
        String source,
        @DefaultValue List<String> outboxes,
        @DefaultValue List<String> inboxes,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("12s") Duration sweepAfter,
        @DefaultValue("64") int publishers,
        @DefaultValue("60s") Duration inboxLease,
        @DefaultValue("5") int maxRedrives) {

    /** The property that makes a service publish and consume events. */
    public static final String SOURCE = "suite.messaging.source";

    /** The longest time that one send may take; see suite-messaging.yml, and {@link #requireTimeFor}. */
    public static final Duration LONGEST_SEND = Duration.ofSeconds(9);

    private static final long MAX_BLOCK = 60_000;
    private static final long DELIVERY_TIMEOUT = 120_000;

    /**
     * Checks the outbox's timing against the producer's timeouts, if there is an outbox.
     *
     * @throws UnusableSettingsException if a sweeper could publish an event that another process is still sending
     */
    public void requireTimeFor(Map<String, Object> producer) {
        long block = number(producer.get(ProducerConfig.MAX_BLOCK_MS_CONFIG), MAX_BLOCK);
        long delivery = number(producer.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), DELIVERY_TIMEOUT);
        Duration longest = LONGEST_SEND;
        boolean fits = block + delivery <= longest.toMillis() && sweepAfter.compareTo(longest) > 0;
        if (!outboxes.isEmpty() && !fits) {
            throw new UnusableSettingsException(
                    ("max.block.ms (%d) + delivery.timeout.ms (%d) must be at most %d, the longest time that a"
                                    + " send may take, and suite.messaging.sweep-after (%d ms) must be longer")
                            .formatted(block, delivery, longest.toMillis(), sweepAfter.toMillis()));
        }
    }

    private static long number(@Nullable Object setting, long otherwise) {
        return setting == null ? otherwise : Long.parseLong(setting.toString());
    }
}
