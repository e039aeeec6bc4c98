package io.checkoutsuite.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseDurationsTests {

    private static final Map<String, Duration> TIMEOUTS =
            Map.of("read-timeout", Duration.ofSeconds(3), "write-timeout", Duration.ofSeconds(5));

    @Test
    void a_lease_that_the_longest_call_could_outlast_is_refused_with_both_settings_and_their_values() {
        assertThatThrownBy(() -> LeaseDurations.require("lease", Duration.ofMillis(9_999), TIMEOUTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lease is PT9.999S, but must be at least PT10S: twice write-timeout, which is PT5S");
    }

    @Test
    void a_lease_of_two_calls_is_enough() {
        assertThatCode(() -> LeaseDurations.require("lease", Duration.ofSeconds(10), TIMEOUTS))
                .doesNotThrowAnyException();
    }
}
