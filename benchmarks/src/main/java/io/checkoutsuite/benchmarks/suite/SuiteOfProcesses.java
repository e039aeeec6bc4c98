package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.infra.InfraMain;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Runs each service as a process of its own. They share a broker and a document server, which are processes, too, unless the environment names others. */
final class SuiteOfProcesses implements MeasuredSuite {

    private static final String BROKER = "broker";
    private static final String SERVERS_READY = "servers ready";
    private static final List<String> SERVICE_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final List<String> SERVER_OPTIONS = List.of("-Xmx1g", "-XX:+UseParallelGC");

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final Addresses addresses = Addresses.free();
    private final Servers servers = Servers.ofEnvironment();
    private final SuiteBuild build;
    private final JvmSettings jvms;
    private final Map<String, ChildProcess> processes = new ConcurrentHashMap<>();
    private final Duration startUp;
    private int serversStarted;

    SuiteOfProcesses(SuiteBuild build, Map<String, String> settings, JvmSettings jvms) {
        this.build = build;
        this.jvms = jvms;
        long began = System.nanoTime();
        startServers();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spring.mongodb.uri", servers.mongo());
        all.put("spring.cloud.stream.kafka.binder.brokers", servers.kafka());
        all.put("suite.access.dev-secret", UUID.randomUUID().toString() + UUID.randomUUID());
        all.put("suite.access.default-tenant", "default");
        all.put("suite.overload.caller-rate", "1000000");
        all.put("suite.overload.address-rate", "1000000");
        all.put("server.address", "127.0.0.1");
        all.put("spring.main.banner-mode", "off");
        all.putAll(addresses.settings());
        all.putAll(settings);
        for (Service service : Service.values()) {
            processes.put(service.id(), begun(service, all));
        }
        SuiteClient client = client();
        for (Service service : Service.values()) {
            child(service.id()).await(() -> client.isAlive(service));
        }
        startUp = Duration.ofNanos(System.nanoTime() - began);
    }

    private void startServers() {
        if (servers.mongoPort() != null) {
            processes.put(
                    "document server",
                    started("--data=" + directory.path().resolve("database"), "--mongo=" + servers.mongoPort()));
        }
        if (servers.kafkaPort() != null) {
            startBroker();
        }
    }

    @Override
    public void startBroker() {
        processes.put(
                BROKER, started("--data=" + directory.path().resolve("broker"), "--kafka=" + servers.kafkaPort()));
    }

    @Override
    public void killBroker() {
        if (servers.kafkaPort() == null) {
            throw new UnsupportedOperationException("The broker is an external one.");
        }
        child(BROKER).close();
    }

    private ChildProcess started(String... arguments) {
        ChildProcess server = ChildProcess.start(
                jvms.pinned(build.java(with(SERVER_OPTIONS), Map.of(), InfraMain.class, List.of(arguments))),
                directory.path(),
                "server-" + serversStarted++);
        server.awaitOutput(SERVERS_READY);
        return server;
    }

    private ChildProcess begun(Service service, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=" + addresses.port(service));
        Map<String, String> properties = Map.of(
                "suite.logs",
                directory.path().resolve("logs-" + service.id()).toString(),
                "org.springframework.boot.logging.LoggingSystem",
                "none");
        return ChildProcess.start(
                jvms.pinned(build.java(with(SERVICE_OPTIONS), properties, service.mainClass(), arguments)),
                directory.path(),
                service.id());
    }

    private List<String> with(List<String> options) {
        return Stream.concat(options.stream(), jvms.options().stream()).toList();
    }

    private ChildProcess child(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    @Override
    public Map<String, Long> processes() {
        Map<String, Long> ids = new TreeMap<>();
        processes.forEach((name, process) -> ids.put(name, process.pid()));
        return ids;
    }

    @Override
    public Duration startUp() {
        return startUp;
    }

    @Override
    public SuiteClient client() {
        return new SuiteClient(addresses);
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public void close() {
        processes.values().forEach(ChildProcess::close);
        directory.close();
    }
}
