package io.checkoutsuite.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * The distribution of some measured values, in their unit: nearest-rank percentiles, so that each is a value that was measured.
 *
 * @param count how many values there were; all others are 0 if there was none
 */
public record Percentiles(long count, double p50, double p95, double p99, double max) {

    public static Percentiles of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Percentiles(sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
    }

    private static double at(double[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = Math.ceilDiv(sorted.length * percent, 100);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** The middle one of some values, or the mean of the middle two. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
