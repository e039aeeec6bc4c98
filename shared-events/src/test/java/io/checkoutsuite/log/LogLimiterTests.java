package io.checkoutsuite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogLimiterTests {

    private final List<String> written = new ArrayList<>();
    private long now;
    private final LogLimiter limiter = new LogLimiter(() -> now);

    private void fails(String subject) {
        limiter.log(subject, suppressed -> written.add(subject + suppressed));
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void a_failure_of_every_second_is_one_line_a_minute_with_the_number_of_the_others() {
        for (int second = 0; second < 3_600; second++) {
            fails("sweep");
            passes(Duration.ofSeconds(1));
        }

        assertThat(written).hasSize(60).startsWith("sweep", "sweep (59 lines like this were suppressed)");
    }

    @Test
    void a_failure_of_every_few_minutes_is_written_every_time() {
        for (int i = 0; i < 3; i++) {
            fails("purge");
            passes(Duration.ofMinutes(5));
        }

        assertThat(written).containsExactly("purge", "purge", "purge");
    }

    @Test
    void one_subject_hides_no_other() {
        fails("a");
        fails("b");
        fails("a");

        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void any_number_of_subjects_takes_bounded_memory_and_a_bounded_number_of_lines() {
        IntStream.range(0, 100_000).forEach(n -> fails("document " + n));
        assertThat(written).hasSize(LogLimiter.MOST + 1);

        passes(Duration.ofMinutes(1));
        fails("document 0");
        fails("document 99999");

        assertThat(written).endsWith("document 0", "document 99999");
    }
}
