package io.checkoutsuite.benchmarks.measure;

import io.checkoutsuite.benchmarks.measure.ProcFiles.OsThread;
import io.checkoutsuite.benchmarks.measure.ServiceMetrics.Counters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the suite, the load generator and the machine have used until a moment. */
public record Usage(
        long atNanos,
        Map<String, ProcessUsage> processes,
        long generatorCpuNanos,
        long machineCpuNanos,
        Counters counters) {

    /** What the operating system and the JVM count for one process. */
    record ProcessUsage(
            long cpuNanos,
            long allocatedBytes,
            long collectionMillis,
            double residentMiB,
            Map<Long, OsThread> threads) {}

    /** What was used from an earlier moment until this one. */
    public Used since(Usage earlier) {
        Map<String, Double> cpuMillis = new LinkedHashMap<>();
        Map<Long, OsThread> threadsBefore = new LinkedHashMap<>();
        Map<Long, OsThread> threads = new LinkedHashMap<>();
        double allocated = 0;
        double collection = 0;
        double resident = 0;
        for (Map.Entry<String, ProcessUsage> each : processes.entrySet()) {
            ProcessUsage now = each.getValue();
            ProcessUsage from = Objects.requireNonNull(earlier.processes.get(each.getKey()));
            cpuMillis.put(each.getKey(), (now.cpuNanos - from.cpuNanos) / 1e6);
            threadsBefore.putAll(from.threads);
            threads.putAll(now.threads);
            allocated += (now.allocatedBytes - from.allocatedBytes) / 1024.0;
            collection += now.collectionMillis - from.collectionMillis;
            resident += now.residentMiB;
        }
        double suite =
                cpuMillis.values().stream().mapToDouble(Double::doubleValue).sum();
        double generator = (generatorCpuNanos - earlier.generatorCpuNanos) / 1e6;
        double machine = (machineCpuNanos - earlier.machineCpuNanos) / 1e6;
        return new Used(
                (atNanos - earlier.atNanos) / 1e9,
                suite,
                cpuMillis,
                ThreadTimes.millis(threadsBefore, threads, suite),
                generator,
                Math.max(0, machine - suite - generator),
                allocated,
                collection,
                resident,
                difference(earlier.counters.commands(), counters.commands()),
                difference(earlier.counters.events(), counters.events()));
    }

    private static Map<String, Double> difference(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> difference = new TreeMap<>(after);
        before.forEach((name, count) -> difference.merge(name, -count, Double::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }
}
