package io.checkoutsuite.mongo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The timeouts of the database client: a caller who is told to retry is better off than one who waits for minutes. Options of the connection
 * string take precedence.
 *
 * @param serverSelection how long to wait for a writable server
 * @param connect how long to wait for a connection to be established
 * @param poolWait how long to wait for a free pooled connection
 * @param writeConcern how long a write waits for a majority of nodes; shorter than the read timeout, so that the database itself reports the timeout
 * @param read how long to wait for the response to a command; after that its outcome is unknown, and repeating the command finds out
 */
@ConfigurationProperties("suite.database-timeouts")
public record DatabaseTimeouts(
        @DefaultValue("3s") Duration serverSelection,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("3s") Duration poolWait,
        @DefaultValue("8s") Duration writeConcern,
        @DefaultValue("10s") Duration read) {

    public DatabaseTimeouts {
        // The driver counts in milliseconds and treats zero as no limit.
        if (Stream.of(serverSelection, connect, poolWait, writeConcern, read).anyMatch(wait -> wait.toMillis() <= 0)) {
            throw new IllegalArgumentException(
                    ("suite.database-timeouts: server-selection, connect, pool-wait, write-concern and read must be at least a millisecond, but they are"
                                    + " %s, %s, %s, %s and %s")
                            .formatted(serverSelection, connect, poolWait, writeConcern, read));
        }
        if (writeConcern.compareTo(read) >= 0) {
            throw new IllegalArgumentException(
                    "suite.database-timeouts: write-concern < read must hold, but they are %s and %s"
                            .formatted(writeConcern, read));
        }
    }

    void applyTo(com.mongodb.MongoClientSettings.Builder client) {
        client.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(serverSelection.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(poolWait.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(connect.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(read.toMillis(), TimeUnit.MILLISECONDS));
    }
}
