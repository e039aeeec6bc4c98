package io.checkoutsuite.test.servers;

import java.util.Locale;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Implements the rules documented at {@link TestServers}. */
@Slf4j
final class ServerChoice {
    static final String KAFKA = "KAFKA_BOOTSTRAP";
    static final String MONGO = "MONGODB_URI";

    private ServerChoice() {}

    static boolean isExternal(String name) {
        return configured(name).isPresent() || usesContainers();
    }

    static String kafka() {
        return configured(KAFKA).orElseGet(() -> usesContainers() ? ContainerServers.kafka() : EmbeddedServers.kafka());
    }

    static String mongo() {
        return configured(MONGO).orElseGet(() -> usesContainers() ? ContainerServers.mongo() : EmbeddedServers.mongo());
    }

    private static boolean usesContainers() {
        String choice = configured("suite.servers")
                .or(() -> configured("SUITE_SERVERS"))
                .orElse("embedded")
                .toLowerCase(Locale.ROOT);
        return switch (choice) {
            case "embedded" -> false;
            case "auto" -> isEngineAvailable();
            case "containers" -> {
                if (!isEngineAvailable()) {
                    throw new IllegalStateException("suite.servers=containers, but no container engine is available");
                }
                yield true;
            }
            default ->
                throw new IllegalArgumentException(
                        "suite.servers=" + choice + ": must be embedded, containers or auto");
        };
    }

    private static boolean isEngineAvailable() {
        try {
            return ContainerServers.isEngineAvailable();
        } catch (LinkageError e) {
            log.info("Testcontainers is not on the class path");
            return false;
        }
    }

    private static Optional<String> configured(String name) {
        @Nullable String property = System.getProperty(name);
        @Nullable String value = property == null ? System.getenv(name) : property;
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
