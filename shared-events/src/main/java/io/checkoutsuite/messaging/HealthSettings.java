package io.checkoutsuite.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a question for this service's health may cost.
 *
 * @param timeout the longest that anybody waits for a server's answer
 * @param fresh how long an answer is given again before the server is asked anew
 */
@ConfigurationProperties("suite.health")
public record HealthSettings(
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("2s") Duration fresh) {}
