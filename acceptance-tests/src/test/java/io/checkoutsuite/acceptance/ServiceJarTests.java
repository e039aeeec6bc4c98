package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.servers.TestServers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts the jar of each service with {@code java -jar}: alone, with the addresses of its servers, and with settings in a file beside it. */
class ServiceJarTests {
    private static final Duration START = Duration.ofMinutes(2);
    private static final String NOWHERE = "http://127.0.0.1:9";

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource
    void each_service_starts_alone_and_reads_the_application_yml_of_its_directory(
            Service service, @TempDir Path directory) throws Exception {
        int port = FreePorts.next();
        Files.writeString(directory.resolve("application.yml"), "server.port: " + port + "\n");
        Path log = directory.resolve("log");
        Process process = start(service, directory, log, servers(service));
        try {
            Awaitility.await(service.id())
                    .atMost(START)
                    .until(() -> !process.isAlive() || status(port, "/actuator/health/readiness") == 200);

            assertThat(process.isAlive()).as(() -> text(log)).isTrue();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("stops on SIGTERM")
                    .isTrue();
            assertThat(text(log)).doesNotContain("ERROR", "WARNING: A restricted method");
            assertThat(text(log).lines().filter(line -> line.contains(" INFO ")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .as("has a date and an offset")
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) .*"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_service_without_addresses_says_which_are_missing(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process process = start(
                Service.CART, directory, log, Map.of("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", NOWHERE));
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isPositive();
            assertThat(text(log))
                    .contains("APPLICATION FAILED TO START", "MONGODB_URI", "KAFKA_BOOTSTRAP", "ORDER_URL")
                    .doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> servers(Service service) {
        return Map.of(
                "MONGODB_URI", TestServers.mongoUri(service.id()),
                "KAFKA_BOOTSTRAP", TestServers.kafka(),
                "SUITE_ACCESS_DEV_SECRET", "0123456789abcdef".repeat(4),
                "CART_URL", NOWHERE,
                "ORDER_URL", NOWHERE,
                "INVENTORY_URL", NOWHERE,
                "OFFER_URL", NOWHERE,
                "PAYMENT_URL", NOWHERE);
    }

    private static Process start(Service service, Path directory, Path log, Map<String, String> environment)
            throws IOException {
        ProcessBuilder command = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar(service).toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().putAll(environment);
        return command.start();
    }

    private static Path jar(Service service) throws IOException {
        Path target = Path.of("..", service.id() + "-service", "target")
                .toAbsolutePath()
                .normalize();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("No jar in " + target + ": run mvn verify, which packages it"));
        }
    }

    private int status(int port, String path) throws IOException, InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException notYet) {
            return 0;
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
