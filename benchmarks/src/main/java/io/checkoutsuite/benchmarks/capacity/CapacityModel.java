package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.capacity.CheckoutCost.Commands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes what a rate of checkouts needs. Everything grows linearly with the rate: a checkout costs the same at any rate and on any number of instances.
 *
 * @param listenerMillis how long a participant needs to apply one event; null if unknown
 * @param hotOrdersPerSecond orders in a second if all of them contain the same product; null if unknown
 */
record CapacityModel(
        CheckoutCost cost,
        Sizing sizing,
        @Nullable Double listenerMillis,
        @Nullable Double hotOrdersPerSecond) {

    /** One instance may fail. */
    static final int MIN_INSTANCES = 2;

    /** The partitions of a topic if the settings of the suite are not changed. */
    static final int DEFAULT_PARTITIONS = 4;

    /** What quotients of floating-point numbers may be above the exact value. */
    private static final double ROUNDING_ERROR = 1e-9;

    private static final double MILLIS = 1_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Instances of a process, at least {@value #MIN_INSTANCES}. */
    long instances(String process, double checkoutsPerSecond) {
        double millis = cost.cpuMillis().getOrDefault(process, 0.0);
        return Math.max(
                MIN_INSTANCES,
                roundedUp(checkoutsPerSecond * millis / (MILLIS * sizing.utilisation() * sizing.cores())));
    }

    /** The cores of the instances of all processes. */
    long cores(double checkoutsPerSecond) {
        return sizing.cores()
                * cost.cpuMillis().keySet().stream()
                        .mapToLong(process -> instances(process, checkoutsPerSecond))
                        .sum();
    }

    /** Shards of a service's database, at least one. */
    long shards(String service, double checkoutsPerSecond) {
        double writes = cost.commands().getOrDefault(service, Commands.NONE).writes();
        return Math.max(1, roundedUp(checkoutsPerSecond * writes / sizing.shardWrites()));
    }

    /** Partitions of an event that every participant applies; null if the time for one event is unknown. */
    @Nullable
    Long partitions(double checkoutsPerSecond) {
        return listenerMillis == null
                ? null
                : Long.valueOf(
                        Math.max(1, roundedUp(checkoutsPerSecond * listenerMillis / (MILLIS * sizing.utilisation()))));
    }

    /** The largest fraction of all checkouts that may contain one product; null if its limit is unknown. */
    @Nullable
    Double hotShare(double checkoutsPerSecond) {
        return hotOrdersPerSecond == null ? null : Double.valueOf(Math.min(1, hotOrdersPerSecond / checkoutsPerSecond));
    }

    /** Checkouts of an hour for each core, if it is used as much as intended and checkouts need so much processor time. */
    double checkoutsPerCoreHour(double cpuMillis) {
        return SECONDS_PER_HOUR * MILLIS * sizing.utilisation() / cpuMillis;
    }

    /** Where one of each thing is fully used, without any reserve; the first to saturate is the first of the list. */
    List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        cost.cpuMillis()
                .forEach((process, millis) -> limits.add(new Limit(
                        "%s, one instance of %d cores".formatted(process, sizing.cores()),
                        MILLIS * sizing.cores() / millis)));
        cost.commands()
                .forEach((service, commands) -> limits.add(new Limit(
                        "%s, one shard of its database".formatted(service), sizing.shardWrites() / commands.writes())));
        if (listenerMillis != null) {
            limits.add(new Limit(
                    "checkoutCompletion, %d partitions".formatted(DEFAULT_PARTITIONS),
                    DEFAULT_PARTITIONS * MILLIS / listenerMillis));
        }
        if (hotOrdersPerSecond != null) {
            limits.add(new Limit("one product that every checkout contains, at least", hotOrdersPerSecond));
        }
        return limits.stream()
                .filter(limit -> Double.isFinite(limit.checkoutsPerSecond()))
                .sorted(Comparator.comparingDouble(Limit::checkoutsPerSecond))
                .toList();
    }

    private static long roundedUp(double quotient) {
        return (long) Math.ceil(quotient - ROUNDING_ERROR);
    }
}
