package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.measure.Used;

/**
 * What a suite uses that nobody calls.
 *
 * @param cpuPercent share of one processor
 * @param commandsPerSecond database commands
 */
public record IdleUse(double seconds, double cpuPercent, double commandsPerSecond, double allocatedKiBPerSecond) {

    public static IdleUse of(Used used) {
        double commands = used.commands().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new IdleUse(
                used.seconds(),
                used.suiteCpuMillis() / (used.seconds() * 10),
                commands / used.seconds(),
                used.allocatedKiB() / used.seconds());
    }
}
