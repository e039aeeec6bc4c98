package io.checkoutsuite.cart.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replays run.
 *
 * @param lease how long a replay belongs to the process that runs it; at least two calls long, which is checked at start
 * @param settle how long services have to apply a batch before the replay is stopped
 * @param patience how long a server may be away before the replay is stopped
 */
@ConfigurationProperties("suite.replay")
public record ReplaySettings(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("20s") Duration settle,
        @DefaultValue("60s") Duration patience) {}
