package io.checkoutsuite.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits the cost of this service's health checks.
 *
 * @param timeout how long a caller waits for a server's response
 * @param cacheTtl how long a result is reused before the server is checked again
 */
@ConfigurationProperties("suite.health")
public record HealthSettings(
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("2s") Duration cacheTtl) {}
