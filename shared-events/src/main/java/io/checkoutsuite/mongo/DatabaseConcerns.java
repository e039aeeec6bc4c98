package io.checkoutsuite.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The write and read concerns of the suite: an acknowledged write survives the loss of any minority of nodes, and reads return only such
 * writes. A connection string that would weaken this is refused at start.
 */
public final class DatabaseConcerns {

    private static final String MAJORITY = "majority";

    private DatabaseConcerns() {}

    /**
     * Sets the concerns on a client to which the connection string has already been applied.
     *
     * @param writeTimeout how long a write waits for a majority; after that its outcome is unknown
     * @throws UnusableSettingsException naming every option of the connection string that is not allowed
     */
    public static void enforce(MongoClientSettings.Builder client, Duration writeTimeout) {
        List<String> refused = weaknesses(client.build());
        if (!refused.isEmpty()) {
            throw new UnusableSettingsException(
                    "The connection string of the database (spring.mongodb.uri, MONGODB_URI) asks for "
                            + String.join(", ", refused)
                            + ": the suite writes with w=majority and journal=true, reads with readConcernLevel=majority from the"
                            + " primary, retries both, and limits each wait. Remove these options.");
        }
        client.writeConcern(WriteConcern.MAJORITY
                        .withJournal(true)
                        .withWTimeout(writeTimeout.toMillis(), TimeUnit.MILLISECONDS))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .retryWrites(true)
                .retryReads(true);
    }

    private static List<String> weaknesses(MongoClientSettings asked) {
        List<String> found = new ArrayList<>();
        WriteConcern write = asked.getWriteConcern();
        @Nullable Object nodes = write.getWObject();
        if (nodes != null && !nodes.equals(MAJORITY)) {
            found.add("w=" + nodes);
        }
        if (Boolean.FALSE.equals(write.getJournal())) {
            found.add("journal=false");
        }
        if (!asked.getReadConcern().isServerDefault() && !asked.getReadConcern().equals(ReadConcern.MAJORITY)) {
            found.add("readConcernLevel="
                    + String.valueOf(asked.getReadConcern().getLevel()).toLowerCase(java.util.Locale.ROOT));
        }
        if (!asked.getReadPreference().equals(ReadPreference.primary())) {
            found.add("readPreference=" + asked.getReadPreference().getName());
        }
        if (!asked.getRetryWrites()) {
            found.add("retryWrites=false");
        }
        if (!asked.getRetryReads()) {
            found.add("retryReads=false");
        }
        if (asked.getTimeout(TimeUnit.MILLISECONDS) != null) {
            // With this option the driver ignores all timeouts that the suite sets; zero means no timeout at all.
            found.add("timeoutMS=" + asked.getTimeout(TimeUnit.MILLISECONDS));
        }
        found.addAll(unboundedTimeouts(asked));
        return found;
    }

    /** To the driver, zero or less means no limit. */
    private static List<String> unboundedTimeouts(MongoClientSettings asked) {
        List<String> found = new ArrayList<>();
        require(found, "socketTimeoutMS", asked.getSocketSettings().getReadTimeout(TimeUnit.MILLISECONDS) > 0);
        require(found, "connectTimeoutMS", asked.getSocketSettings().getConnectTimeout(TimeUnit.MILLISECONDS) > 0);
        require(
                found,
                "serverSelectionTimeoutMS",
                asked.getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS) >= 0);
        require(
                found,
                "waitQueueTimeoutMS",
                asked.getConnectionPoolSettings().getMaxWaitTime(TimeUnit.MILLISECONDS) > 0);
        return found;
    }

    private static void require(List<String> found, String option, boolean bounded) {
        if (!bounded) {
            found.add(option + " without a limit");
        }
    }
}
