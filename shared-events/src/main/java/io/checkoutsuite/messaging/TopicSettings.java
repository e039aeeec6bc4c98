package io.checkoutsuite.messaging;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the topics that this service publishes to, consumes, and parks dead letters in.
 *
 * @param create whether missing topics are created at start; otherwise topics are only compared with these settings
 * @param replicationFactor 3 by default, or 1 if the development issuer is enabled
 * @param minInsyncReplicas how many replicas must have an event before it counts as published; 2 by default, or 1 if the development issuer is
 *     enabled
 * @param retention how long an event is kept; a consumer that is unavailable for longer misses it
 * @param deadLetterRetention how long the records of dead letters are kept
 */
@ConfigurationProperties("suite.messaging.topics")
record TopicSettings(
        @DefaultValue("true") boolean create,
        @Nullable Integer replicationFactor,
        @Nullable Integer minInsyncReplicas,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("90d") Duration deadLetterRetention) {

    private static final int COPIES = 3;

    TopicSettings {
        if (retention.isNegative() || retention.isZero() || deadLetterRetention.compareTo(retention) < 0) {
            throw new IllegalArgumentException("suite.messaging.topics: retention must be positive and"
                    + " dead-letter-retention at least as long; they are " + retention + " and " + deadLetterRetention);
        }
        if (replicationFactor != null && minInsyncReplicas != null && minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("suite.messaging.topics: min-insync-replicas must be at most "
                    + replicationFactor + " (replication-factor), but it is " + minInsyncReplicas);
        }
    }

    int copies(boolean development) {
        return replicationFactor != null ? replicationFactor : development ? 1 : COPIES;
    }

    int inSync(boolean development) {
        return minInsyncReplicas != null ? minInsyncReplicas : Math.max(1, copies(development) - 1);
    }
}
