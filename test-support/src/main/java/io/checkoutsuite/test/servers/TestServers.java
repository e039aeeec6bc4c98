package io.checkoutsuite.test.servers;

import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.infra.MongoServer;
import java.util.Optional;
import java.util.UUID;

/**
 * The broker and the database that tests use: one of each per JVM, started on first use and stopped when the JVM ends.
 *
 * <p>Each of the two is chosen independently:
 *
 * <ol>
 *   <li>{@code KAFKA_BOOTSTRAP} or {@code MONGODB_URI} (system property or environment variable): the servers named there;
 *   <li>{@code suite.servers=containers} (or {@code SUITE_SERVERS}): real servers in containers; fails if no container engine
 *       is available;
 *   <li>{@code suite.servers=auto}: containers if an engine is available and Testcontainers is on the class path, otherwise embedded;
 *   <li>otherwise, or {@code suite.servers=embedded}: {@link KafkaBroker} in a temporary directory and
 *       {@link MongoServer} in memory.
 * </ol>
 */
public final class TestServers {
    private static final int MAX_PREFIX_LENGTH = 40;
    private static final int SUFFIX_LENGTH = 12;

    private TestServers() {}

    /** Bootstrap servers of the shared broker. */
    public static String kafka() {
        return SharedKafka.BOOTSTRAP;
    }

    /** Connection string for a new, empty database of the shared server, named by {@link #newDatabase}. */
    public static String mongoUri(String prefix) {
        return mongoUriOf(newDatabase(prefix));
    }

    static String mongoUriOf(String database) {
        return MongoUri.withDatabase(SharedMongo.URI, database);
    }

    /** Same as {@link #kafka}, but empty if the broker is the embedded one. */
    public static Optional<String> externalKafka() {
        return ServerChoice.isExternal(ServerChoice.KAFKA) ? Optional.of(kafka()) : Optional.empty();
    }

    /** Same as {@link #mongoUri}, but empty if the server is the embedded one. */
    public static Optional<String> externalMongoUri(String prefix) {
        return ServerChoice.isExternal(ServerChoice.MONGO) ? Optional.of(mongoUri(prefix)) : Optional.empty();
    }

    /** A unique database name: the prefix, a hyphen and twelve random characters; at most 53 characters. */
    public static String newDatabase(String prefix) {
        String sanitized = prefix.replaceAll("[^A-Za-z0-9_-]", "-");
        String start = sanitized.substring(0, Math.min(sanitized.length(), MAX_PREFIX_LENGTH));
        return start + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, SUFFIX_LENGTH);
    }

    private static final class SharedKafka {
        static final String BOOTSTRAP = ServerChoice.kafka();
    }

    private static final class SharedMongo {
        static final String URI = ServerChoice.mongo();
    }
}
