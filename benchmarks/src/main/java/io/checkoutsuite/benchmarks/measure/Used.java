package io.checkoutsuite.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was used between two moments.
 *
 * @param suiteCpuMillis processor time of all processes of the suite
 * @param cpuMillisByProcess the same by process
 * @param cpuMillisByThreads the same by groups of threads
 * @param generatorCpuMillis processor time of the load generator
 * @param otherCpuMillis processor time of all other processes of the machine
 * @param allocatedKiB what the suite allocated in its heap
 * @param collectionMillis how long collections of garbage stopped it
 * @param residentMiB the memory of all processes of the suite at the end
 * @param commands database commands
 * @param events published records
 */
public record Used(
        double seconds,
        double suiteCpuMillis,
        Map<String, Double> cpuMillisByProcess,
        Map<String, Double> cpuMillisByThreads,
        double generatorCpuMillis,
        double otherCpuMillis,
        double allocatedKiB,
        double collectionMillis,
        double residentMiB,
        Map<String, Double> commands,
        Map<String, Double> events) {

    /** The same for one order; the memory and the seconds stay as they are. */
    public Used perOrder(long orders) {
        return new Used(
                seconds,
                suiteCpuMillis / orders,
                each(cpuMillisByProcess, orders),
                each(cpuMillisByThreads, orders),
                generatorCpuMillis / orders,
                otherCpuMillis / orders,
                allocatedKiB / orders,
                collectionMillis / orders,
                residentMiB,
                each(commands, orders),
                each(events, orders));
    }

    private static Map<String, Double> each(Map<String, Double> totals, long orders) {
        Map<String, Double> shares = new LinkedHashMap<>();
        totals.forEach((name, total) -> shares.put(name, total / orders));
        return shares;
    }
}
