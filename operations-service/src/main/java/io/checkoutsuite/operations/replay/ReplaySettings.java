package io.checkoutsuite.operations.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of replays.
 *
 * @param lease the lease of the process that runs a replay; at least twice the call timeout, which is checked at startup
 * @param applyTimeout how long participants may take to apply a batch before the replay is stopped
 * @param retryTimeout how long a server may be unavailable before the replay is stopped
 */
@ConfigurationProperties("suite.replay")
public record ReplaySettings(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("20s") Duration applyTimeout,
        @DefaultValue("60s") Duration retryTimeout) {}
