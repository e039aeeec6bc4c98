package io.checkoutsuite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FlameGraphTests {

    private static final Pattern FRAME =
            Pattern.compile("<rect class='(\\w+)' x='([0-9.]+)' y='(\\d+)' width='([0-9.]+)' height='16'>"
                    + "<title>(.*) ([0-9.]+) %</title></rect>(?:<text[^>]*>(.*)</text>)?");

    private record Drawn(String name, String colour, double x, int y, double width, double percent, String label) {}

    @Test
    void a_frame_is_as_wide_as_its_samples_and_above_the_frames_that_it_called() {
        List<Drawn> frames = frames(Map.of(
                List.of("suite", "a.A.run", "a.B.read"), 30L,
                List.of("suite", "a.A.run", "a.C.write"), 50L,
                List.of("suite", "a.A.run"), 10L,
                List.of("suite", "a.D.run"), 10L));

        Drawn suite = frame(frames, "suite");
        Drawn run = frame(frames, "a.A.run");
        Drawn read = frame(frames, "a.B.read");
        Drawn write = frame(frames, "a.C.write");
        Drawn other = frame(frames, "a.D.run");
        assertThat(frames).hasSize(5);
        assertThat(List.of(suite.width(), run.width(), read.width(), write.width(), other.width()))
                .containsExactly(1200.0, 1080.0, 360.0, 600.0, 120.0);
        assertThat(List.of(suite.percent(), run.percent(), read.percent(), write.percent(), other.percent()))
                .containsExactly(100.0, 90.0, 30.0, 50.0, 10.0);
        assertThat(List.of(suite.x(), run.x(), read.x(), write.x(), other.x()))
                .containsExactly(0.0, 0.0, 0.0, 360.0, 1080.0);
        assertThat(List.of(run.y() - suite.y(), other.y() - run.y(), read.y() - run.y(), write.y() - read.y()))
                .containsExactly(16, 0, 16, 0);
    }

    @Test
    void each_process_has_its_part_of_the_width() {
        List<Drawn> frames = frames(Map.of(List.of("broker", "a.A.run"), 1L, List.of("cart-service", "a.A.run"), 2L));

        assertThat(frame(frames, "broker").width()
                        + frame(frames, "cart-service").width())
                .isCloseTo(1200, within(0.1));
        assertThat(frames.stream().map(Drawn::name).filter("a.A.run"::equals)).hasSize(2);
    }

    @Test
    void frames_below_a_thousandth_are_left_out_with_what_they_called_and_the_others_stay_where_they_are() {
        List<Drawn> frames = frames(Map.of(
                List.of("suite", "a.Many.run", "a.Some.run"), 999L,
                List.of("suite", "a.Few.run", "a.Fewer.run"), 1L,
                List.of("suite"), 1L));

        assertThat(frames.stream().map(Drawn::name)).containsExactly("suite", "a.Many.run", "a.Some.run");
        assertThat(frame(frames, "a.Many.run").x()).isEqualTo(1.2);
    }

    @Test
    void of_too_many_frames_the_widest_are_drawn() {
        Map<List<String>, Long> stacks = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            stacks.put(List.of("suite", "a.Wide" + i + ".run", "b.B.run", "c.C.run", "d.D.run"), 3L);
            stacks.put(List.of("suite", "a.Narrow" + i + ".run", "b.B.run", "c.C.run", "d.D.run"), 2L);
        }

        List<Drawn> frames = frames(stacks);

        assertThat(frames).hasSize(1 + 300 * 4);
        assertThat(frames.stream().map(Drawn::name)).noneMatch(name -> name.contains("Narrow"));
    }

    @Test
    void frames_of_the_jdk_have_the_colour_of_their_caller() {
        List<Drawn> frames = frames(Map.of(
                List.of("suite", "com.mongodb.A.run", "java.util.B.run"), 1L,
                List.of("suite", "kafka.A.run", "java.util.C.run"), 1L));

        assertThat(frame(frames, "java.util.B.run").colour())
                .isEqualTo(frame(frames, "com.mongodb.A.run").colour())
                .isNotEqualTo(frame(frames, "java.util.C.run").colour());
        assertThat(frame(frames, "java.util.C.run").colour())
                .isEqualTo(frame(frames, "kafka.A.run").colour());
    }

    @Test
    void labels_have_no_package_and_are_cut_where_their_frame_ends() {
        List<Drawn> frames = frames(Map.of(
                List.of("suite", "some.place.Cart.submit"), 96L,
                List.of("suite", "some.place.Orders.findByCustomer"), 3L,
                List.of("suite", "some.place.Stock.of"), 1L));

        assertThat(frame(frames, "some.place.Cart.submit").label()).isEqualTo("Cart.submit");
        assertThat(frame(frames, "some.place.Orders.findByCustomer").label()).isEqualTo("Orde…");
        assertThat(frame(frames, "some.place.Stock.of").label()).isNull();
    }

    @Test
    void names_are_text_and_not_markup() {
        assertThat(FlameGraph.of(Map.of(List.of("suite", "a.A.<init>"), 1L)))
                .contains("<title>a.A.&lt;init&gt; 100.0 %</title>", ">A.&lt;init&gt;</text>")
                .doesNotContain("<init>");
    }

    @Test
    void no_samples_can_be_drawn() {
        assertThat(FlameGraph.of(Map.of())).startsWith("<svg").endsWith("</svg>\n");
    }

    private static List<Drawn> frames(Map<List<String>, Long> stacks) {
        return FRAME.matcher(FlameGraph.of(stacks))
                .results()
                .map(frame -> new Drawn(
                        frame.group(5),
                        frame.group(1),
                        Double.parseDouble(frame.group(2)),
                        Integer.parseInt(frame.group(3)),
                        Double.parseDouble(frame.group(4)),
                        Double.parseDouble(frame.group(6)),
                        frame.group(7)))
                .toList();
    }

    private static Drawn frame(List<Drawn> frames, String name) {
        return frames.stream()
                .filter(frame -> frame.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
