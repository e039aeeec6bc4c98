package io.checkoutsuite.acceptance;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.LocalStack;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.test.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The suite under test, started on first use and shared by all tests of this JVM. */
final class RunningSuite {

    private static final Path LOGS =
            Path.of(System.getProperty("suite.logs", "target/logs")).toAbsolutePath();
    private static final String SECRET = "a-secret-for-tests-that-is-long-enough";
    private static final StackSettings SETTINGS = settings();
    private static LocalStack stack = started();

    private RunningSuite() {}

    private static StackSettings settings() {
        ServiceLogs.writeTo(LOGS);
        return new StackSettings(
                data(),
                Addresses.free(),
                FreePorts.next(),
                FreePorts.next(),
                TestServers.externalKafka().orElse(null),
                TestServers.externalMongoUri("acceptance").orElse(null),
                // The tests themselves wait until a checkout is settled.
                Map.of(
                        "suite.access.dev-secret",
                        SECRET,
                        "suite.cors.allowed-origins",
                        "https://shop.example.org," + BrowserJourneyTests.ORIGIN,
                        "suite.reconciliation.grace",
                        "0s",
                        // The tests plant faults that nothing else may repair.
                        "suite.reconciliation.enabled",
                        "false",
                        // Hundreds of guests enter codes at the same time, all from one address.
                        "suite.overload.wrong-guesses",
                        "1000",
                        // The generator of clients reports each file.
                        "logging.level.org.openapitools",
                        "error"));
    }

    private static LocalStack started() {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningSuite::end, "stop-suite"));
        return LocalStack.start(SETTINGS, part -> {});
    }

    /** Stops the whole stack and restarts it on the same data. */
    static synchronized void restart() {
        stack.close();
        stack = LocalStack.start(SETTINGS, part -> {});
    }

    /** Starts a second node of a service on the same broker and database; the caller closes it. */
    static Node another(Service service, Map<String, String> further) {
        int port = FreePorts.next();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", Integer.toString(port));
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.mongodb.uri", mongo());
        settings.put("spring.cloud.stream.kafka.binder.brokers", kafka());
        settings.put("suite.access.dev-secret", SECRET);
        settings.putAll(SETTINGS.addresses().settings());
        settings.putAll(further);
        return new Node(
                URI.create("http://127.0.0.1:" + port),
                service.application()
                        .registerShutdownHook(false)
                        .run(settings.entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                                .toArray(String[]::new)));
    }

    /** A node of a service; to the other services it looks like a process of its own. */
    record Node(URI address, ConfigurableApplicationContext context) implements AutoCloseable {

        @Override
        public void close() {
            context.close();
        }
    }

    static URI address(Service service) {
        return SETTINGS.addresses().of(service);
    }

    static String kafka() {
        return SETTINGS.kafka() == null ? "127.0.0.1:" + SETTINGS.kafkaPort() : SETTINGS.kafka();
    }

    static String mongo() {
        return SETTINGS.mongo() == null ? "mongodb://127.0.0.1:" + SETTINGS.mongoPort() : SETTINGS.mongo();
    }

    /** Returns everything that the services have logged so far. */
    static String logs() {
        try {
            return Files.readString(LOGS.resolve("suite.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data() {
        try {
            return Files.createTempDirectory("checkout-suite-acceptance");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void end() {
        stack.close();
        try (Stream<Path> files = Files.walk(SETTINGS.data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
