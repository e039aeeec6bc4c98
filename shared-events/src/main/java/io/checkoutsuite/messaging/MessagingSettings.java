package io.checkoutsuite.messaging;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service speaks to the broker.
 *
 * @param source the CloudEvents source of what it publishes
 * @param outboxes the collections whose documents may owe events
 * @param sweepInterval how often left-behind events are looked for
 * @param sweepAfter how long an event is left to the process that wrote it; longer than the broker's delivery time-out, so that nobody
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
        @DefaultValue("5") int maxRedrives) {}
