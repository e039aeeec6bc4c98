package io.checkoutsuite.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long anybody waits for the database: a caller who is told to come again is better off than one who waits for minutes. What the
 * connection string says goes before these.
 *
 * @param unreachable until a server that can be written to is found
 * @param connect until a connection stands
 * @param busy until a pooled connection is free
 * @param confirm until a majority of nodes has a write; shorter than the answer, so that the database says itself that it took too long
 * @param answer until a command is answered; what became of it then is unknown, and found out by doing it again
 */
@ConfigurationProperties("suite.database-patience")
public record DatabasePatience(
        @DefaultValue("3s") Duration unreachable,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("3s") Duration busy,
        @DefaultValue("8s") Duration confirm,
        @DefaultValue("10s") Duration answer) {

    public DatabasePatience {
        // The driver counts milliseconds, and takes none of them for a wait without end.
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
