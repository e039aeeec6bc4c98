package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.StackSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the location of the stack, common to several commands. */
final class StackOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of broker and database (default: .suite/data in the launcher's directory).")
    private Path data = home().resolve(".suite").resolve("data");

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the cart service; the other five use the next ports (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8081;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of the built-in broker, which also uses the next port (default: ${DEFAULT-VALUE}).")
    private int kafkaPort = 9092;

    @Option(
            names = "--mongo-port",
            paramLabel = "PORT",
            description = "Port of the built-in database (default: ${DEFAULT-VALUE}).")
    private int mongoPort = 27017;

    @Option(
            names = "--fsync",
            description = "The built-in database acknowledges a write only once it survives a power failure.")
    private boolean fsync;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A property of the services, for instance suite.checkout.lease=30s; may be repeated.")
    private Map<String, String> services = new LinkedHashMap<>();

    StackSettings settings() {
        return new StackSettings(
                data(),
                addresses(),
                kafkaPort,
                mongoPort,
                given("KAFKA_BOOTSTRAP"),
                given("MONGODB_URI"),
                fsync,
                services);
    }

    Addresses addresses() {
        return new Addresses(httpPort);
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** The directory of the launcher. */
    static Path home() {
        return Path.of(System.getProperty("suite.home", "")).toAbsolutePath();
    }

    private static @Nullable String given(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
    }
}
