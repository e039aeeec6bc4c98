package io.checkoutsuite.workqueue.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this node.
 *
 * @param participating whether the node takes items and acquires locks
 * @param lockLease how long a holder keeps a lock without renewing it
 * @param lockAutoRenewal how long the leases of held locks are renewed automatically; zero for not at all
 * @param monitorInterval how often the figures of queues are read for metrics and health
 */
@ConfigurationProperties("suite.work-queue")
record WorkQueueNodeSettings(
        @DefaultValue("true") boolean participating,
        @DefaultValue("30s") Duration lockLease,
        @DefaultValue("0s") Duration lockAutoRenewal,
        @DefaultValue("10s") Duration monitorInterval) {}
