package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Compares {@code docker-compose.yml} with the images that the build makes and with the settings of the services, without a container engine. */
class ComposeFileTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Map<String, Object> COMPOSE = new Yaml().load(read(ROOT.resolve("docker-compose.yml")));

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z][A-Z_]+)}");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static Map<String, Object> container(Service service) {
        return map(map(COMPOSE.get("services")).get(service.id() + "-service"));
    }

    private static Map<String, Object> environment(Service service) {
        return map(container(service).get("environment"));
    }

    private static Path module(Service service) {
        return ROOT.resolve(service.id() + "-service");
    }

    private static String settings(Service service) {
        String own = read(module(service).resolve("src/main/resources/" + service.id() + ".yml"));
        return own.contains("classpath:suite-messaging.yml")
                ? own + read(ROOT.resolve("shared-events/src/main/resources/suite-messaging.yml"))
                : own;
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void the_image_of_a_service_is_the_one_that_its_module_builds(Service service) {
        String parent = read(ROOT.resolve("pom.xml"));
        String version = parent.split("<artifactId>checkout-suite</artifactId>\\s*<version>")[1]
                .split("<")[0];

        assertThat(parent).contains("<image>checkout-suite/${project.artifactId}:${project.version}</image>");
        assertThat(container(service)).containsEntry("image", "checkout-suite/" + service.id() + "-service:" + version);
        assertThat(read(module(service).resolve("pom.xml"))).contains("<jib.skip>false</jib.skip>");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void every_variable_that_a_service_needs_is_set_and_every_address_names_the_port_of_its_service(Service service) {
        Set<String> required = REQUIRED.matcher(settings(service))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(required).isNotEmpty();
        assertThat(environment(service)).containsKeys(required.toArray(String[]::new));
        for (Service other : Service.values()) {
            Object address = environment(service).get(other.name() + "_URL");
            if (address != null) {
                assertThat(address).isEqualTo("http://" + other.id() + "-service:" + port(other));
            }
        }
        assertThat(environment(service).get("MONGODB_URI").toString()).contains("//mongo:27017/");
    }

    private static Object port(Service service) {
        return environment(service).get("SERVER_PORT");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void a_service_listens_at_its_usual_port_and_only_this_machine_reaches_it(Service service) {
        assertThat(settings(service)).contains("server.port: " + port(service) + "\n");
        assertThat(container(service))
                .containsEntry("ports", List.of("127.0.0.1:" + port(service) + ":" + port(service)));
    }

    @Test
    void no_server_is_reachable_from_other_machines() {
        assertThat(map(COMPOSE.get("services")).values())
                .allSatisfy(container -> assertThat((List<?>) map(container).get("ports"))
                        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503, 404})
    void the_health_command_succeeds_exactly_if_the_service_is_ready(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> request.sendResponseHeaders(404, -1));
        server.createContext("/actuator/health/readiness", request -> request.sendResponseHeaders(status, -1));
        server.start();
        int port = server.getAddress().getPort();
        try {
            assertThat(commands())
                    .hasSize(1)
                    .allSatisfy(
                            command -> assertThat(exitCode(command, port) == 0).isEqualTo(status == 200));
        } finally {
            server.stop(0);
        }
        assertThat(commands())
                .allSatisfy(command ->
                        assertThat(exitCode(command, port)).as("nobody listens").isNotZero());
    }

    /** The distinct health commands of the services, as a container runs them. */
    private static Set<List<String>> commands() {
        return Stream.of(Service.values())
                .map(service -> map(container(service).get("healthcheck")).get("test"))
                .map(test -> ((List<?>) test).stream().map(Object::toString).toList())
                .collect(Collectors.toSet());
    }

    private static int exitCode(List<String> test, int port) throws IOException, InterruptedException {
        assertThat(test).startsWith("CMD", "bash", "-c").hasSize(4);
        ProcessBuilder probe = new ProcessBuilder(
                        "/bin/bash", "-c", test.getLast().replace("$$", "$"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // An image of a JRE has no HTTP client: only what is built into bash may be used.
        probe.environment().put("PATH", "/nowhere");
        probe.environment().put("SERVER_PORT", Integer.toString(port));
        Process running = probe.start();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return running.exitValue();
    }
}
