package io.checkoutsuite.benchmarks.measure;

import io.checkoutsuite.benchmarks.measure.ProcFiles.OsThread;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Divides the processor time of a process among its groups of threads. */
final class ThreadTimes {

    private ThreadTimes() {}

    /**
     * Returns milliseconds by the title of the group, the largest first.
     *
     * @param total the time of the whole process; what no living thread accounts for belongs to threads that ended
     */
    static Map<String, Double> millis(Map<Long, OsThread> before, Map<Long, OsThread> after, double total) {
        Map<ThreadKind, Double> byGroup = new EnumMap<>(ThreadKind.class);
        after.values().forEach(thread -> {
            OsThread earlier = before.get(thread.id());
            long nanos = thread.cpuNanos() - (earlier == null ? 0 : earlier.cpuNanos());
            byGroup.merge(ThreadKind.of(thread.name()), nanos / 1e6, Double::sum);
        });
        double living =
                byGroup.values().stream().mapToDouble(Double::doubleValue).sum();
        byGroup.put(ThreadKind.ENDED, Math.max(0, total - living));
        Map<String, Double> sorted = new LinkedHashMap<>();
        byGroup.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<ThreadKind, Double>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey().title(), entry.getValue()));
        return sorted;
    }
}
