package io.checkoutsuite.benchmarks.measure;

import io.checkoutsuite.benchmarks.measure.ServiceMetrics.Counters;
import io.checkoutsuite.benchmarks.measure.Usage.ProcessUsage;
import io.checkoutsuite.stack.client.ServiceAddresses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads what the processes of a suite have used so far. */
public final class UsageMeter implements AutoCloseable {

    private final Map<String, Long> processes;
    private final Map<String, Jvm> jvms = new LinkedHashMap<>();
    private final Supplier<Counters> metrics;

    private UsageMeter(Map<String, Long> processes, Supplier<Counters> metrics) {
        this.processes = Map.copyOf(processes);
        this.metrics = metrics;
        processes.forEach((name, pid) -> jvms.put(name, Jvm.attach(pid)));
    }

    /** @param processes process ids by what the processes are */
    public static UsageMeter ofSuite(Map<String, Long> processes, ServiceAddresses services) {
        return new UsageMeter(processes, new ServiceMetrics(services)::read);
    }

    /** For processes without metrics of their own. */
    public static UsageMeter ofProcesses(Map<String, Long> processes) {
        return new UsageMeter(processes, () -> Counters.NONE);
    }

    /** Before the load: reading the metrics costs the suite something, so they are read first. */
    public Usage before() {
        Counters counters = metrics.get();
        return usage(counters, processes());
    }

    /** After the load: the metrics are read last. */
    public Usage after() {
        Map<String, ProcessUsage> now = processes();
        long at = System.nanoTime();
        long generator = generatorCpuNanos();
        long machine = ProcFiles.machineCpuNanos();
        return new Usage(at, now, generator, machine, metrics.get());
    }

    private static Usage usage(Counters counters, Map<String, ProcessUsage> now) {
        return new Usage(System.nanoTime(), now, generatorCpuNanos(), ProcFiles.machineCpuNanos(), counters);
    }

    private Map<String, ProcessUsage> processes() {
        Map<String, ProcessUsage> usages = new LinkedHashMap<>();
        processes.forEach((name, pid) -> {
            Jvm jvm = Objects.requireNonNull(jvms.get(name));
            usages.put(
                    name,
                    new ProcessUsage(
                            ProcFiles.processCpuNanos(pid),
                            jvm.allocatedBytes(),
                            jvm.collectionMillis(),
                            ProcFiles.residentMiB(pid),
                            ProcFiles.threads(pid)));
        });
        return usages;
    }

    private static long generatorCpuNanos() {
        return ProcFiles.processCpuNanos(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        jvms.values().forEach(Jvm::close);
    }
}
