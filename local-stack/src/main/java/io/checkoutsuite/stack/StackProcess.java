package io.checkoutsuite.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a stack in a separate JVM with the same Java, options and class path, so that it can be killed and restarted. */
public final class StackProcess implements AutoCloseable {

    private final Process process;

    private StackProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the process and returns when all services accept requests.
     *
     * @param logs directory for the logs of its services
     * @throws StackStartException with the output of the process, if it ended before it was ready
     */
    public static StackProcess start(StackSettings settings, Path logs) {
        StackProcess started = begin(settings, logs);
        started.awaitReady();
        return started;
    }

    /** Starts the process and returns at once. */
    public static StackProcess begin(StackSettings settings, Path logs) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(settings, logs)).redirectErrorStream(true);
            environment(builder.environment(), settings);
            Process process = builder.start();
            // If this JVM is killed instead, the child stops at the end of its standard input.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-stack"));
            return new StackProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(StackSettings settings, Path logs) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(StackProcess::isForChildrenToo)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StackMain.class.getName()));
        command.addAll(StackMain.arguments(settings, logs));
        return command;
    }

    /** Agents are excluded, because they use ports or files of this JVM. */
    private static boolean isForChildrenToo(String option) {
        return !option.startsWith("-agent") && !option.startsWith("-javaagent") && !option.startsWith("-Dsuite.");
    }

    private static void environment(Map<String, String> environment, StackSettings settings) {
        environment.keySet().removeAll(List.of("KAFKA_BOOTSTRAP", "MONGODB_URI"));
        if (settings.kafka() != null) {
            environment.put("KAFKA_BOOTSTRAP", settings.kafka());
        }
        if (settings.mongo() != null) {
            environment.put("MONGODB_URI", settings.mongo());
        }
    }

    /** @throws StackStartException with the output of the process, if it ends before it is ready */
    public void awaitReady() {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        try {
            for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(StackMain.READY)) {
                    // A virtual thread blocked in this read would pin one of the few carrier threads.
                    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(ignored -> {}));
                    return;
                }
                lines.append(line).append('\n');
            }
        } catch (IOException goneWhileReading) {
            lines.append(goneWhileReading.getMessage());
        }
        throw new StackStartException("The stack did not start:\n" + lines);
    }

    public boolean isAlive() {
        return process.isAlive();
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
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
