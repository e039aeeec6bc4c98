package io.checkoutsuite.failure.outage;

import io.checkoutsuite.failure.crash.ServiceClasses;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node of a service in its own process, which can be killed, frozen and restarted. */
final class ServiceNode implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final Service service;
    private final Addresses addresses;
    private final Map<String, String> settings;
    private final Path log;
    private Process process;

    private ServiceNode(Service service, Addresses addresses, Map<String, String> settings, Path logs) {
        this.service = service;
        this.addresses = addresses;
        this.settings = settings;
        this.log = logs.resolve(service.id() + "-" + addresses.port(service) + ".log");
        this.process = begun(Map.of());
    }

    /** Starts the node without waiting until it is ready. */
    static ServiceNode begin(Service service, Addresses addresses, Map<String, String> settings, Path logs) {
        return new ServiceNode(service, addresses, settings, logs);
    }

    private Process begun(Map<String, String> overrides) {
        List<String> command = ServiceClasses.linked()
                .command(
                        List.of(
                                "-Dsuite.logs=" + log.resolveSibling(service.id() + "-" + addresses.port(service)),
                                "-Dorg.springframework.boot.logging.LoggingSystem=none"),
                        service.mainClass());
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        overrides.forEach((name, value) -> command.add("--" + name + "=" + value));
        command.add("--server.port=" + addresses.port(service));
        try {
            Process begun = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // Stops the process if this JVM ends in the middle of a test.
            Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly, "kill-node"));
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the node accepts requests. */
    ServiceNode awaitReady() {
        SuiteClient client = new SuiteClient(addresses);
        Eventually.get(
                service + " accepts requests, see " + log,
                START_TIMEOUT,
                () -> !process.isAlive() || client.isAlive(service),
                done -> done);
        if (!process.isAlive()) {
            throw new AssertionError(service + " exited during startup, see " + log);
        }
        return this;
    }

    /** Kills the process in the middle of its work, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** Restarts the node after a kill. */
    void startAgain() {
        beginAgain(Map.of());
        awaitReady();
    }

    /** Restarts the node after a kill with additional settings, without waiting until it is ready. */
    void beginAgain(Map<String, String> overrides) {
        process = begun(overrides);
    }

    void freeze() {
        Signals.pause(process.pid());
    }

    void thaw() {
        Signals.resume(process.pid());
    }

    /** Kills the process; its remaining output is not needed. */
    @Override
    public void close() {
        kill();
    }

    private static void awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError(ending + " does not exit");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
