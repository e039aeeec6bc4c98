package io.checkoutsuite.failure.crash;

import io.checkoutsuite.stack.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A service in its own JVM. */
final class ServiceProcess implements AutoCloseable {

    private final Service service;
    private final Process process;
    private boolean ready;

    private ServiceProcess(Service service, Process process) {
        this.service = service;
        this.process = process;
    }

    static ServiceProcess begin(
            Service service, ServiceClasses classes, Path directory, Path logs, List<String> settings) {
        List<String> command = classes.command(
                List.of(
                        // A killed process does not clean up its temporary files.
                        "-Djava.io.tmpdir=" + directory,
                        "-D" + CrashableSuite.DIRECTORY + "=" + directory,
                        "-D" + CrashableSuite.SERVICE + "=" + service.id()),
                ServiceMain.class);
        command.addAll(List.of(service.name(), logs.resolve(service.id()).toString()));
        command.addAll(settings);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-" + service.id()));
            return new ServiceProcess(service, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        if (ready) {
            return;
        }
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(ServiceMain.READY)) {
                    // A virtual thread that reads from a pipe pins its carrier thread, and there are only as many
                    // carriers as cores.
                    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(ignored -> {}));
                    ready = true;
                    return;
                }
                lines.append(line).append('\n');
            }
        } catch (IOException goneWhileReading) {
            lines.append(goneWhileReading.getMessage());
        }
        throw new IllegalStateException("The " + service.id() + " service did not start:\n" + lines);
    }

    void stopGracefully() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /** Kills the process and waits for its end, so that its files can be removed afterwards. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
