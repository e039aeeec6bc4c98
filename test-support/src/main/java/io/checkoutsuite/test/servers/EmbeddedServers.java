package io.checkoutsuite.test.servers;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.infra.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;

/** Starts temporary servers inside this JVM. */
@Slf4j
final class EmbeddedServers {
    private static final int ATTEMPTS = 5;

    private EmbeddedServers() {}

    static String mongo() {
        MongoServer mongo = MongoServer.inMemory(0);
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close, "stop-mongo"));
        return mongo.uri();
    }

    static String kafka() {
        try {
            Path dir = Files.createTempDirectory("checkout-suite-kafka");
            KafkaBroker broker = startOnFreePorts(dir);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                broker.close();
                                delete(dir);
                            },
                            "stop-kafka"));
            return broker.bootstrapServers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Retries with other ports, because another process may bind a port between the check and the start of the broker. */
    private static KafkaBroker startOnFreePorts(Path dir) {
        for (int attempt = 1; ; attempt++) {
            int port = FreePorts.next();
            try {
                return KafkaBroker.start(dir.resolve("attempt-" + attempt), port, port + 1);
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                log.info("Retrying with other ports: {}", e.getMessage());
            }
        }
    }

    private static void delete(Path dir) {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("Cannot delete {}", dir, e);
        }
    }
}
