package io.checkoutsuite.messaging;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topics are made that this service publishes to, consumes, and parks dead letters in.
 *
 * @param create whether they are made at start; otherwise they are only compared with these settings
 * @param replicationFactor 3 if left out, or 1 where the development issuer is on
 * @param minInsyncReplicas how many must have an event before it counts as published; 2 if left out, or 1 where the development issuer is on
 * @param retention how long an event is kept: a consumer that is away longer never sees it
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
            throw new IllegalArgumentException("suite.messaging.topics: events are kept for a while, and dead letters"
                    + " at least as long: retention " + retention + ", dead-letter-retention " + deadLetterRetention);
        }
        if (replicationFactor != null && minInsyncReplicas != null && minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("suite.messaging.topics: no more than replication-factor "
                    + replicationFactor + " can have an event, min-insync-replicas is " + minInsyncReplicas);
        }
    }

    int copies(boolean development) {
        return replicationFactor != null ? replicationFactor : development ? 1 : COPIES;
    }

    int inSync(boolean development) {
        return minInsyncReplicas != null ? minInsyncReplicas : Math.max(1, copies(development) - 1);
    }
}
