package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.infra.FreePorts;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker and the database of a suite are.
 *
 * @param kafka bootstrap servers
 * @param mongo connection string
 * @param kafkaPort the port of the embedded broker; null if the environment names an external one
 * @param mongoPort the port of the embedded document server; null if the environment names an external database
 */
public record Servers(
        String kafka,
        String mongo,
        @Nullable Integer kafkaPort,
        @Nullable Integer mongoPort) {

    private static final String HOST = "127.0.0.1:";

    /** Those that KAFKA_BOOTSTRAP and MONGODB_URI name, and free ports for embedded ones. */
    static Servers ofEnvironment() {
        @Nullable String kafka = given("KAFKA_BOOTSTRAP");
        @Nullable String mongo = given("MONGODB_URI");
        @Nullable Integer kafkaPort = kafka == null ? Integer.valueOf(FreePorts.next()) : null;
        @Nullable Integer mongoPort = mongo == null ? Integer.valueOf(FreePorts.next()) : null;
        return new Servers(
                kafka == null ? HOST + kafkaPort : kafka,
                mongo == null ? "mongodb://" + HOST + mongoPort : mongo,
                kafkaPort,
                mongoPort);
    }

    private static @Nullable String given(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
    }
}
