package io.checkoutsuite.infra;

import java.util.Optional;
import java.util.UUID;

/**
 * The broker and the database that tests use: one of each per JVM, started when first asked for, stopped when the JVM ends.
 *
 * <p>Which ones, for each of the two on its own:
 *
 * <ol>
 *   <li>{@code KAFKA_BOOTSTRAP} or {@code MONGODB_URI} (system property or environment variable): the servers named there;
 *   <li>{@code suite.servers=containers} (or {@code SUITE_SERVERS}): real ones in containers; refuses if no container engine
 *       answers;
 *   <li>{@code suite.servers=auto}: containers if an engine answers and Testcontainers is on the class path, else embedded;
 *   <li>otherwise, or {@code suite.servers=embedded}: {@link KafkaBroker} in a temporary directory and
 *       {@link MongoServer} in memory.
 * </ol>
 */
public final class TestServers {
    private static final int LONGEST_PREFIX = 40;
    private static final int SUFFIX = 12;

    private TestServers() {}

    /** Bootstrap servers of the shared broker. */
    public static String kafka() {
        return SharedKafka.BOOTSTRAP;
    }

    /** Connection string for a new, empty database of the shared server, named as {@link #newDatabase} does. */
    public static String mongoUri(String prefix) {
        return MongoUri.withDatabase(SharedMongo.URI, newDatabase(prefix));
    }

    /** {@link #kafka}, if that is not the embedded one. */
    public static Optional<String> kafkaOtherThanEmbedded() {
        return ServerChoice.isOtherThanEmbedded(ServerChoice.KAFKA) ? Optional.of(kafka()) : Optional.empty();
    }

    /** {@link #mongoUri}, if that is not of the embedded one. */
    public static Optional<String> mongoUriOtherThanEmbedded(String prefix) {
        return ServerChoice.isOtherThanEmbedded(ServerChoice.MONGO) ? Optional.of(mongoUri(prefix)) : Optional.empty();
    }

    /** A database name nobody else has: the prefix, a hyphen and twelve random characters; at most 53 characters. */
    public static String newDatabase(String prefix) {
        String words = prefix.replaceAll("[^A-Za-z0-9_-]", "-");
        String start = words.substring(0, Math.min(words.length(), LONGEST_PREFIX));
        return start + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, SUFFIX);
    }

    private static final class SharedKafka {
        static final String BOOTSTRAP = ServerChoice.kafka();
    }

    private static final class SharedMongo {
        static final String URI = ServerChoice.mongo();
    }
}
