package io.checkoutsuite.stack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports, data directory and servers of a stack.
 *
 * @param data directory of the broker's and the database's data; used by one process at a time
 * @param kafkaPort port of the built-in broker, which also uses the next port
 * @param kafka bootstrap servers of an external broker, used instead of the built-in one
 * @param mongo connection string of an external database, used instead of the built-in one
 * @param fsync whether the built-in database acknowledges a write only once it survives a power failure
 * @param services properties for all services by name, for instance {@code suite.checkout.lease}: {@code 30s}
 */
public record StackSettings(
        Path data,
        Addresses addresses,
        int kafkaPort,
        int mongoPort,
        @Nullable String kafka,
        @Nullable String mongo,
        boolean fsync,
        Map<String, String> services) {

    public StackSettings {
        services = Map.copyOf(services);
    }

    /** A stack whose built-in database does not wait for the disk. */
    public StackSettings(
            Path data,
            Addresses addresses,
            int kafkaPort,
            int mongoPort,
            @Nullable String kafka,
            @Nullable String mongo,
            Map<String, String> services) {
        this(data, addresses, kafkaPort, mongoPort, kafka, mongo, false, services);
    }
}
