package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The floor in a process of its own, with the JVM options of {@code ./suite up}. */
final class FloorProcess implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx2g", "-XX:+UseParallelGC");

    private final Process process;
    private final BufferedReader results;
    private final BufferedWriter commands;

    private FloorProcess(Process process) {
        this.process = process;
        results = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the process and returns when it can be used. */
    static FloorProcess start(Path directory, Path sample) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SuiteBuild.JVM_OPTIONS);
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FloorMain.class.getName(),
                directory.toString(),
                sample.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-floor"));
            FloorProcess started = new FloorProcess(process);
            started.result();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Long> processes() {
        return Map.of("floor", process.pid());
    }

    void prepare(long carts) {
        send(FloorMain.PREPARE, carts);
        result();
    }

    FloorRound submit(int clients) {
        send(FloorMain.SUBMIT, clients);
        return SuiteClient.JSON.readValue(result(), FloorRound.class);
    }

    private void send(String command, long number) {
        try {
            commands.write(command + " " + number + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String result() {
        try {
            @Nullable String line = results.readLine();
            if (line == null || !(line.equals(FloorMain.READY) || line.startsWith("{"))) {
                throw new IllegalStateException("The floor failed: " + line);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
