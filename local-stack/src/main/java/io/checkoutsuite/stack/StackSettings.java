package io.checkoutsuite.stack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack listens and keeps its data.
 *
 * @param data of the broker and the database; one process at a time
 * @param kafkaPort of the built-in broker, which takes the next port too
 * @param kafka bootstrap servers of a real broker, in the place of the built-in one
 * @param mongo connection string of a real database, in the place of the built-in one
 * @param services settings of all services by name, for instance {@code suite.checkout.lease}: {@code 30s}
 */
public record StackSettings(
        Path data,
        Addresses addresses,
        int kafkaPort,
        int mongoPort,
        @Nullable String kafka,
        @Nullable String mongo,
        Map<String, String> services) {

    public StackSettings {
        services = Map.copyOf(services);
    }

    /** The services' settings as they are. */
    public StackSettings(
            Path data,
            Addresses addresses,
            int kafkaPort,
            int mongoPort,
            @Nullable String kafka,
            @Nullable String mongo) {
        this(data, addresses, kafkaPort, mongoPort, kafka, mongo, Map.of());
    }
}
