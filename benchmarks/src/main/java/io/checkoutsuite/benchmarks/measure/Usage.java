package io.checkoutsuite.benchmarks.measure;

import io.checkoutsuite.benchmarks.measure.ProcFiles.OsThread;
import io.checkoutsuite.benchmarks.measure.ServiceMetrics.Counters;
import java.util.Map;
import java.util.TreeMap;

/** What the suite, the load generator and the machine have used until a moment. */
public record Usage(Processes processes, Counters counters) {

    /** What the operating system and the JVM count. */
    record Processes(
            long atNanos,
            long suiteCpuNanos,
            long generatorCpuNanos,
            long machineCpuNanos,
            long allocatedBytes,
            long collectionMillis,
            double residentMiB,
            Map<Long, OsThread> threads) {

        private static Processes now(long pid, Jvm jvm) {
            return new Processes(
                    System.nanoTime(),
                    ProcFiles.processCpuNanos(pid),
                    ProcFiles.processCpuNanos(ProcessHandle.current().pid()),
                    ProcFiles.machineCpuNanos(),
                    jvm.allocatedBytes(),
                    jvm.collectionMillis(),
                    ProcFiles.residentMiB(pid),
                    ProcFiles.threads(pid));
        }
    }

    /** Before the load: reading the metrics costs the suite something, so they are read first. */
    public static Usage before(long pid, Jvm jvm, ServiceMetrics metrics) {
        Counters counters = metrics.read();
        return new Usage(Processes.now(pid, jvm), counters);
    }

    /** After the load: the metrics are read last. */
    public static Usage after(long pid, Jvm jvm, ServiceMetrics metrics) {
        return new Usage(Processes.now(pid, jvm), metrics.read());
    }

    /** What was used from an earlier moment until this one. */
    public Used since(Usage earlier) {
        Processes from = earlier.processes;
        double suite = (processes.suiteCpuNanos - from.suiteCpuNanos) / 1e6;
        double generator = (processes.generatorCpuNanos - from.generatorCpuNanos) / 1e6;
        double machine = (processes.machineCpuNanos - from.machineCpuNanos) / 1e6;
        return new Used(
                (processes.atNanos - from.atNanos) / 1e9,
                suite,
                ThreadTimes.millis(from.threads, processes.threads, suite),
                generator,
                Math.max(0, machine - suite - generator),
                (processes.allocatedBytes - from.allocatedBytes) / 1024.0,
                processes.collectionMillis - from.collectionMillis,
                processes.residentMiB,
                difference(earlier.counters.commands(), counters.commands()),
                difference(earlier.counters.calls(), counters.calls()),
                difference(earlier.counters.events(), counters.events()));
    }

    private static Map<String, Double> difference(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> difference = new TreeMap<>(after);
        before.forEach((name, count) -> difference.merge(name, -count, Double::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }
}
