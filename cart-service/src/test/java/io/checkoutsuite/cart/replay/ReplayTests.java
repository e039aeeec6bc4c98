package io.checkoutsuite.cart.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static Replay started() {
        return new Replay(
                "20260504-120000-000-1",
                "default",
                1,
                new EventFilter("c1", null, null, null, null, null, null),
                null,
                50,
                null,
                null,
                "olga",
                NOON,
                Replay.State.RUNNING,
                Replay.Stage.CANARY_1,
                1,
                null,
                0,
                null,
                0,
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(new Replay.Audit(NOON, "olga", "started")),
                null);
    }

    @Test
    void of_all_that_was_done_to_it_the_first_entry_and_the_last_hundred_are_kept() {
        Replay replay = started();
        for (int i = 1; i <= 150; i++) {
            replay = replay.stopped("conflict " + i, NOON).resumed("otto " + i, NOON);
        }

        assertThat(replay.audit()).hasSize(101);
        assertThat(replay.audit().getFirst().what()).isEqualTo("started");
        assertThat(replay.audit().get(1).what()).isEqualTo("stopped: conflict 101");
        assertThat(replay.audit().getLast().by()).isEqualTo("otto 150");
        assertThat(replay.auditLeftOut()).isEqualTo(200);
    }

    @Test
    void as_long_as_there_are_few_entries_none_is_left_out() {
        Replay replay = started().stopped("a conflict", NOON).cancelled("otto", NOON);

        assertThat(replay.audit())
                .extracting(Replay.Audit::what)
                .containsExactly("started", "stopped: a conflict", "cancelled");
        assertThat(replay.auditLeftOut()).isNull();
    }

    @Test
    void a_long_reason_is_cut_between_two_characters() {
        Replay stopped = started().stopped("x" + "\uD83C\uDF75".repeat(1_000), NOON);

        assertThat(stopped.stoppedBecause()).hasSize(999).endsWith("\uD83C\uDF75");
    }
}
