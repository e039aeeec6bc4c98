package io.checkoutsuite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {

    @Test
    void each_percentile_is_the_smallest_value_that_enough_values_do_not_exceed() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();

        assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(100, 50, 95, 99, 100));
    }

    @Test
    void few_values_have_their_largest_as_high_percentiles() {
        assertThat(Percentiles.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Percentiles(3, 2, 3, 3, 3));
        assertThat(Percentiles.of(List.of(7.0))).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
    }

    @Test
    void no_values_have_no_percentiles() {
        assertThat(Percentiles.of(List.of())).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
    }

    @Test
    void a_median_is_the_middle_value_or_the_mean_of_the_middle_two() {
        assertThat(Percentiles.median(9, 1, 5)).isEqualTo(5);
        assertThat(Percentiles.median(9, 1, 5, 7)).isEqualTo(6);
    }
}
