package io.checkoutsuite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTests {

    private static final Pattern BAR = Pattern.compile("width='([0-9.]+)' height='18'");

    @Test
    void bars_are_as_long_as_their_values_are_large() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("broker", 4.0);
        values.put("compiler", 1.0);

        List<Double> lengths = BAR.matcher(Chart.bars("CPU", values, "ms"))
                .results()
                .map(bar -> Double.parseDouble(bar.group(1)))
                .toList();

        assertThat(lengths).hasSize(2);
        assertThat(lengths.get(0)).isEqualTo(4 * lengths.get(1));
    }

    @Test
    void the_points_of_a_line_are_equally_far_apart_and_the_largest_is_at_the_top() {
        assertThat(Chart.line("Orders", List.of("a", "b", "c"), List.of(5.0, 10.0, 0.0), ""))
                .contains("<polyline points='40.0,130.0 360.0,40.0 680.0,220.0'/>");
    }

    @Test
    void values_that_are_all_zero_can_be_drawn() {
        assertThat(Chart.line("Orders", List.of("a"), List.of(0.0), "")).contains("360.0,220.0");
    }

    @Test
    void names_are_text_and_not_markup() {
        assertThat(Chart.bars("<b>", Map.of("a&b", 1.0), "")).contains("&lt;b&gt;", "a&amp;b");
    }
}
