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

/** {@link InfraMain} in a JVM of its own, for tests that kill it: same Java and class path as this JVM. */
public final class InfraProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;

    private InfraProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the process and returns when its servers take requests.
     *
     * @param args as for {@link InfraMain}
     * @throws IllegalStateException if it ended instead, with its last words
     */
    public static InfraProcess start(String... args) {
        try {
            Process process = new ProcessBuilder(command(List.of(args)))
                    .redirectErrorStream(true)
                    .start();
            // Nobody else would stop it if this JVM ended in the middle of a test.
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
        StringBuilder said = new StringBuilder();
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(InfraMain.READY)) {
                // A virtual thread that reads from a pipe keeps its carrier for itself, and there are as few as cores.
                Thread.ofPlatform().daemon().start(() -> output.lines().forEach(ignored -> {}));
                return;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The servers did not start:\n" + said);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** For signals. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process as {@code kill -9} does, in the middle of whatever it is doing, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks the process to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
