package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A process whose output goes to a file. It is killed when this JVM ends. */
final class ChildProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a process with the environment of this one. */
    static ChildProcess start(List<String> command, Path directory, String name) {
        return start(command, Map.of(), directory, name);
    }

    /**
     * @param environment variables in addition to those of this process
     * @param directory where the process runs, and where its output is
     * @param name the name of the file with its output, without its extension
     */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path directory, String name) {
        Path log = directory.resolve(name + ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-child"));
            return new ChildProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process has printed a text. */
    void awaitOutput(String text) {
        await(() -> output().contains(text));
    }

    /** @throws StackStartException with the output of the process, if it ends or some minutes pass before the condition holds */
    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new StackStartException("A process of the suite did not start:\n" + output());
            }
            Pause.of(PAUSE);
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Kills the process. */
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
