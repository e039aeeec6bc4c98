package io.checkoutsuite.benchmarks.compare;

import io.checkoutsuite.benchmarks.measure.Percentiles;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two sides that were measured in turn. The ratios are the medians of the rounds' ratios, second side to first.
 *
 * @param first the name of the first side
 */
public record Comparison(
        String first,
        String second,
        List<Round> rounds,
        Ratio ordersPerSecond,
        Ratio cpuMillis,
        Ratio p50Millis,
        Ratio p99Millis) {

    /** The figures of both sides in one round. */
    public record Round(Figures first, Figures second) {}

    /** The median of the rounds' ratios, with the smallest and the largest of them. */
    public record Ratio(double median, double min, double max) {

        private static Ratio of(List<Round> rounds, ToDoubleFunction<Figures> figure) {
            double[] ratios = rounds.stream()
                    .mapToDouble(round -> figure.applyAsDouble(round.second()) / figure.applyAsDouble(round.first()))
                    .sorted()
                    .toArray();
            return new Ratio(Percentiles.median(ratios), ratios[0], ratios[ratios.length - 1]);
        }
    }

    /** @param rounds at least one */
    public static Comparison of(String first, String second, List<Round> rounds) {
        return new Comparison(
                first,
                second,
                rounds,
                Ratio.of(rounds, Figures::ordersPerSecond),
                Ratio.of(rounds, Figures::cpuMillis),
                Ratio.of(rounds, Figures::p50Millis),
                Ratio.of(rounds, Figures::p99Millis));
    }
}
