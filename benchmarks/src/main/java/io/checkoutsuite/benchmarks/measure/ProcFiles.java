package io.checkoutsuite.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What Linux knows of a process (proc(5)). */
final class ProcFiles {

    private static final Path PROC = Path.of("/proc");
    private static final double NANOS_PER_TICK = 1e9 / 100;

    private ProcFiles() {}

    /** A thread and the processor time that it has used. */
    record OsThread(long id, String name, long cpuNanos) {}

    static Map<Long, OsThread> threads(long pid) {
        Map<Long, OsThread> threads = new HashMap<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            for (Path task : tasks) {
                thread(task).ifPresent(thread -> threads.put(thread.id(), thread));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Processor time can only be read on Linux", e);
        }
        return threads;
    }

    /** Empty if the thread has just ended. */
    private static Optional<OsThread> thread(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String[] schedule = Files.readString(task.resolve("schedstat")).split(" ", 2);
            return Optional.of(
                    new OsThread(Long.parseLong(task.getFileName().toString()), name, Long.parseLong(schedule[0])));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The processor time of a process, with the threads that have ended. */
    static long processCpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended."))
                .toNanos();
    }

    /** The processor time that all processes of the machine have used. */
    static long machineCpuNanos() {
        String[] ticks = text("stat").lines().findFirst().orElseThrow().split("\\s+");
        long busy = 0;
        // cpu user nice system idle iowait irq softirq steal
        for (int i = 1; i <= 8; i++) {
            if (i != 4 && i != 5) {
                busy += Long.parseLong(ticks[i]);
            }
        }
        return (long) (busy * NANOS_PER_TICK);
    }

    static double loadAverage() {
        return Double.parseDouble(text("loadavg").split(" ", 2)[0]);
    }

    static String processorModel() {
        return text("cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    static double memoryGiB() {
        return kilobytes(text("meminfo"), "MemTotal") / (1024.0 * 1024);
    }

    static double residentMiB(long pid) {
        return kilobytes(text(pid + "/status"), "VmRSS") / 1024.0;
    }

    private static long kilobytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static String text(String file) {
        try {
            return Files.readString(PROC.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
