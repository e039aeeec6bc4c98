package io.checkoutsuite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTests {

    @Test
    void buyers_arrive_at_equal_intervals_from_the_beginning() {
        ArrivalSchedule schedule = new ArrivalSchedule(40);

        assertThat(LongStream.range(0, 4).map(schedule::dueNanos))
                .containsExactly(0L, 25_000_000L, 50_000_000L, 75_000_000L);
    }

    @Test
    void intervals_that_are_no_whole_nanoseconds_do_not_add_up_to_a_delay() {
        assertThat(new ArrivalSchedule(3).dueNanos(3_000_000))
                .isEqualTo(Duration.ofSeconds(1_000_000).toNanos());
    }

    @Test
    void as_many_buyers_arrive_as_are_due_before_the_end() {
        assertThat(new ArrivalSchedule(40).arrivals(Duration.ofSeconds(2).toNanos()))
                .isEqualTo(80);
        assertThat(new ArrivalSchedule(0.5).arrivals(Duration.ofSeconds(3).toNanos()))
                .isEqualTo(2);
    }

    @Test
    void a_rate_is_positive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ArrivalSchedule(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArrivalSchedule(Double.NaN));
    }
}
