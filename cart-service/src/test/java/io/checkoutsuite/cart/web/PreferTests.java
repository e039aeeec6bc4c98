package io.checkoutsuite.cart.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.checkout.WaitStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTests {

    private static final Prefer NOTHING = new Prefer(false, null, WaitStage.DECIDED);

    @Test
    void nothing_is_preferred_where_nothing_is_said() {
        assertThat(Prefer.of(List.of())).isEqualTo(NOTHING);
    }

    @Test
    void preferences_come_in_one_header_or_several() {
        Prefer both = new Prefer(true, Duration.ofSeconds(10), WaitStage.DECIDED);

        assertThat(Prefer.of(List.of("respond-async, wait=10"))).isEqualTo(both);
        assertThat(Prefer.of(List.of("wait=10", "respond-async"))).isEqualTo(both);
        assertThat(Prefer.of(List.of(" Respond-Async ,, WAIT = \"10\" , handling=lenient; x=y")))
                .isEqualTo(both);
    }

    @Test
    void a_wait_names_its_stage() {
        assertThat(Prefer.of(List.of("wait=5; stage=all-applied")))
                .isEqualTo(new Prefer(false, Duration.ofSeconds(5), WaitStage.ALL_APPLIED));
        assertThat(Prefer.of(List.of("wait=5;stage=\"Order-Created\"")))
                .extracting(Prefer::stage)
                .isEqualTo(WaitStage.ORDER_CREATED);
        assertThat(Prefer.of(List.of("wait=0;stage=decided")))
                .isEqualTo(new Prefer(false, Duration.ZERO, WaitStage.DECIDED));
    }

    @Test
    void of_a_preference_that_is_said_twice_the_first_counts() {
        assertThat(Prefer.of(List.of("wait=5", "wait=9; stage=all-applied")))
                .isEqualTo(new Prefer(false, Duration.ofSeconds(5), WaitStage.DECIDED));
    }

    @Test
    void nobody_waits_longer_than_a_minute() {
        assertThat(Prefer.of(List.of("wait=999999999")).timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "=",
                "wait",
                "wait=",
                "wait=soon",
                "wait=-1",
                "wait=1.5",
                "wait=\"5",
                "wait=99999999999",
                "respond-async=yes",
                "@@; wait=5",
                "x=\"wait=5, respond-async\"",
                "stage=all-applied",
                "\u0000"
            })
    void what_is_not_understood_is_ignored(String header) {
        assertThat(Prefer.of(List.of(header))).isEqualTo(NOTHING);
    }

    @Test
    void an_unknown_stage_is_ignored_and_the_wait_is_not() {
        assertThat(Prefer.of(List.of("wait=5; stage=delivered")))
                .isEqualTo(new Prefer(false, Duration.ofSeconds(5), WaitStage.DECIDED));
    }

    @Test
    void a_header_of_any_length_is_read() {
        assertThat(Prefer.of(List.of("x".repeat(7_000) + "=\"" + "\\\"".repeat(7_000) + "\", wait=5"))
                        .timeout())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
