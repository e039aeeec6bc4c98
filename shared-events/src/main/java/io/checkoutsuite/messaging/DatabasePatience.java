package io.checkoutsuite.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The timeouts of the database client: a caller who is told to retry is better off than one who waits for minutes. Options of the connection
 * string take precedence.
 *
 * @param unreachable how long to wait for a writable server
 * @param connect how long to wait for a connection to be established
 * @param busy how long to wait for a free pooled connection
 * @param confirm how long a write waits for a majority of nodes; shorter than the read timeout, so that the database itself reports the timeout
 * @param answer how long to wait for the response to a command; after that its outcome is unknown, and repeating the command finds out
 */
@ConfigurationProperties("suite.database-patience")
public record DatabasePatience(
        @DefaultValue("3s") Duration unreachable,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("3s") Duration busy,
        @DefaultValue("8s") Duration confirm,
        @DefaultValue("10s") Duration answer) {

    public DatabasePatience {
        // The driver counts in milliseconds and treats zero as no limit.
        if (Stream.of(unreachable, connect, busy, confirm, answer).anyMatch(wait -> wait.toMillis() <= 0)) {
            throw new IllegalArgumentException(
                    ("suite.database-patience: unreachable, connect, busy, confirm and answer must be at least a millisecond, but they are"
                                    + " %s, %s, %s, %s and %s")
                            .formatted(unreachable, connect, busy, confirm, answer));
        }
        if (confirm.compareTo(answer) >= 0) {
            throw new IllegalArgumentException(
                    "suite.database-patience: confirm < answer must hold, but they are %s and %s"
                            .formatted(confirm, answer));
        }
    }

    void applyTo(com.mongodb.MongoClientSettings.Builder client) {
        client.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(unreachable.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(busy.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(connect.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(answer.toMillis(), TimeUnit.MILLISECONDS));
    }
}
