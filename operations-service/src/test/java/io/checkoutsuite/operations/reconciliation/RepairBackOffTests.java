package io.checkoutsuite.operations.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairBackOffTests {

    private static final Instant DECIDED = Instant.parse("2026-05-04T03:02:01Z");

    private static boolean isDue(@Nullable Instant previousRun, Instant now) {
        return new RepairBackOff(Duration.ofMinutes(2), previousRun, now).isDue(DECIDED);
    }

    private static Instant minute(long minute) {
        return DECIDED.plus(Duration.ofMinutes(minute));
    }

    @ParameterizedTest
    @CsvSource({
        "-3, 1, false",
        "-3, 2, true",
        "1, 2, true",
        "2, 3, false",
        "3, 4, true",
        "4, 7, false",
        "4, 8, true",
        "7, 9, true",
        "9, 15, false",
        "9, 200, true"
    })
    void a_time_between_two_runs_is_due(long previous, long now, boolean due) {
        assertThat(isDue(minute(previous), minute(now))).isEqualTo(due);
    }

    @Test
    void without_a_run_before_all_that_is_old_enough_is_due() {
        assertThat(isDue(null, minute(1))).isFalse();
        assertThat(isDue(null, minute(3))).isTrue();
    }

    @Test
    void runs_every_five_minutes_try_a_few_times_a_day() {
        List<Integer> due = IntStream.rangeClosed(1, 24 * 12)
                .map(run -> 5 * run)
                .filter(now -> isDue(minute(now - 5), minute(now)))
                .boxed()
                .toList();

        assertThat(due).containsExactly(5, 10, 20, 35, 65, 130, 260, 515, 1025);
    }
}
