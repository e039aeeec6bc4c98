package io.checkoutsuite.infra;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs {@link InfraMain} in a separate JVM with the same Java and class path, for tests that kill it. */
public final class InfraProcess implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;

    private final Process process;

    private InfraProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the process and returns when its servers accept requests.
     *
     * @param args as for {@link InfraMain}
     * @throws IllegalStateException with the output of the process, if it ended before it was ready
     */
    public static InfraProcess start(String... args) {
        try {
            Process process = new ProcessBuilder(command(List.of(args)))
                    .redirectErrorStream(true)
                    .start();
            // The process would otherwise outlive this JVM if it ended in the middle of a test.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-servers"));
            InfraProcess started = new InfraProcess(process);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                InfraMain.class.getName()));
        command.addAll(args);
        return command;
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(InfraMain.READY)) {
                // A virtual thread that reads from a pipe pins its carrier, and there are only as many as cores.
                Thread.ofPlatform().daemon().start(() -> output.lines().forEach(ignored -> {}));
                return;
            }
            lines.append(line).append('\n');
        }
        throw new IllegalStateException("The servers did not start:\n" + lines);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id, for sending signals. */
    public long pid() {
        return process.pid();
    }

    /** Kills the process immediately, as {@code kill -9} does, and waits until it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks the process to stop and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
