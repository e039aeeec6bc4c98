package io.checkoutsuite.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.benchmarks.compare.Comparison.Ratio;
import io.checkoutsuite.benchmarks.compare.Comparison.Round;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    @Test
    void a_ratio_is_the_median_of_the_rounds_so_that_one_disturbed_round_does_not_count() {
        Comparison comparison = Comparison.of(
                "before", "after", List.of(round(10, 5), round(20, 10), new Round(figures(10), figures(1_000))));

        assertThat(comparison.cpuMillis()).isEqualTo(new Ratio(0.5, 0.5, 100));
        assertThat(comparison.ordersPerSecond()).isEqualTo(new Ratio(2, 0.01, 2));
    }

    @Test
    void the_side_that_begins_changes_from_round_to_round() {
        List<String> order = new ArrayList<>();

        List<Round> rounds = new Rounds(3, progress -> {})
                .measure(() -> measured(order, "first", 1), () -> measured(order, "second", 2));

        assertThat(order).containsExactly("first", "second", "second", "first", "first", "second");
        assertThat(rounds).containsOnly(round(1, 2));
    }

    private static Figures measured(List<String> order, String side, double cpu) {
        order.add(side);
        return figures(cpu);
    }

    private static Round round(double first, double second) {
        return new Round(figures(first), figures(second));
    }

    private static Figures figures(double cpu) {
        return new Figures(100, 1_000 / cpu, cpu, cpu, 2 * cpu);
    }
}
