package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.DataDirectory;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete suite in a process of its own, started as {@code ./suite up} starts it, with empty data. The load generator is another process, so that its
 * processor time is not counted.
 */
public final class MeasuredSuite implements AutoCloseable {

    private static final String READY = "The stack runs until Ctrl-C.";

    private final Process process;
    private final Path data;
    private final Addresses addresses;
    private final Duration startUp;

    private MeasuredSuite(Process process, Path data, Addresses addresses, Duration startUp) {
        this.process = process;
        this.data = data;
        this.addresses = addresses;
        this.startUp = startUp;
    }

    /**
     * Starts the suite and returns when all services accept requests.
     *
     * @param settings properties of the services
     * @throws StackStartException with the output of the process, if it ended before it was ready
     */
    public static MeasuredSuite start(SuiteBuild build, Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("checkout-suite-benchmark");
            Addresses addresses = Addresses.free();
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command(build, data, addresses, settings))
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-suite"));
            awaitReady(process);
            return new MeasuredSuite(process, data, addresses, Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(
            SuiteBuild build, Path data, Addresses addresses, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                build.launcher().toString(),
                "up",
                "--data",
                data.toString(),
                "--http-port",
                Integer.toString(addresses.firstPort()),
                "--kafka-port",
                Integer.toString(FreePorts.next()),
                "--mongo-port",
                Integer.toString(FreePorts.next())));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return command;
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(READY)) {
                Thread.ofPlatform().daemon().start(() -> output.lines().forEach(ignored -> {}));
                return;
            }
            lines.append(line).append('\n');
        }
        throw new StackStartException("The suite did not start:\n" + lines);
    }

    /** The launcher replaces itself by the JVM, so this is the JVM's process id. */
    public long pid() {
        return process.pid();
    }

    /** The time from the start of the launcher until all services accepted requests. */
    public Duration startUp() {
        return startUp;
    }

    public SuiteClient client() {
        return new SuiteClient(addresses);
    }

    /** Kills the process and deletes its data. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DataDirectory.acquire(data).delete();
    }
}
