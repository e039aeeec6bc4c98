package io.checkoutsuite.infra;

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

    static boolean isOtherThanEmbedded(String name) {
        return given(name).isPresent() || containers();
    }

    static String kafka() {
        return given(KAFKA).orElseGet(() -> containers() ? ContainerServers.kafka() : EmbeddedServers.kafka());
    }

    static String mongo() {
        return given(MONGO).orElseGet(() -> containers() ? ContainerServers.mongo() : EmbeddedServers.mongo());
    }

    private static boolean containers() {
        String wanted = given("suite.servers")
                .or(() -> given("SUITE_SERVERS"))
                .orElse("embedded")
                .toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "embedded" -> false;
            case "auto" -> engineAnswers();
            case "containers" -> {
                if (!engineAnswers()) {
                    throw new IllegalStateException("suite.servers=containers, but no container engine is available");
                }
                yield true;
            }
            default ->
                throw new IllegalArgumentException(
                        "suite.servers=" + wanted + ": must be embedded, containers or auto");
        };
    }

    private static boolean engineAnswers() {
        try {
            return ContainerServers.engineAnswers();
        } catch (LinkageError e) {
            log.info("Testcontainers is not on the class path");
            return false;
        }
    }

    private static Optional<String> given(String name) {
        @Nullable String property = System.getProperty(name);
        @Nullable String value = property == null ? System.getenv(name) : property;
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
