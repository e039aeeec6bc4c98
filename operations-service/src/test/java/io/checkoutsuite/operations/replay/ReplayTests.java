package io.checkoutsuite.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ReplayTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static Replay.BetweenBatches started() {
        EventFilter filter = new EventFilter("c1", null, null, null, null, null, null);
        ReplaySpec spec = new ReplaySpec("default", "olga", filter, null, 50, null, null);
        return Replay.begun(new Replay.Description("20260504-120000-000-1", spec, NOON, NOON, 1));
    }

    private static Batch batch(String... requestIds) {
        return new Batch(List.of(requestIds).stream()
                .map(id -> new OutcomeEvent(
                        id, "e:" + id, EventType.CHECKOUT_ROLLBACK, "d", JsonNodeFactory.instance.objectNode()))
                .toList());
    }

    @Test
    void of_all_that_was_done_to_it_the_first_entry_and_the_last_hundred_are_kept() {
        Replay.BetweenBatches replay = started();
        for (int i = 1; i <= 150; i++) {
            replay = replay.stopped("conflict " + i, NOON).resumed("otto " + i, NOON);
        }

        List<AuditLog.ReplayAuditEntry> entries = replay.audit().entries();
        assertThat(entries).hasSize(101);
        assertThat(entries.getFirst().what()).isEqualTo("started");
        assertThat(entries.get(1).what()).isEqualTo("stopped: conflict 101");
        assertThat(entries.getLast().by()).isEqualTo("otto 150");
        assertThat(replay.audit().leftOut()).isEqualTo(200);
        assertThat(replay.revision()).isEqualTo(301);
    }

    @Test
    void as_long_as_there_are_few_entries_none_is_left_out() {
        Replay replay = started().stopped("a conflict", NOON).cancelled("otto", NOON);

        assertThat(replay.audit().entries())
                .extracting(AuditLog.ReplayAuditEntry::what)
                .containsExactly("started", "stopped: a conflict", "cancelled");
        assertThat(replay.audit().entries())
                .extracting(AuditLog.ReplayAuditEntry::by)
                .containsExactly("olga", "operations-service", "otto");
        assertThat(replay.audit().leftOut()).isZero();
    }

    @Test
    void a_long_reason_is_cut_between_two_characters() {
        Replay.Stopped stopped = started().stopped("x" + "\uD83C\uDF75".repeat(1_000), NOON);

        assertThat(stopped.because()).hasSize(999).endsWith("\uD83C\uDF75");
    }

    @Test
    void a_verified_batch_counts_and_moves_it_to_the_next_stage() {
        Map<Participant, PreviewCounts> previewed = Map.of(Participant.ORDER, new PreviewCounts(1, 0, 0));

        Replay.InBatch published =
                started().batchStarted(batch("c1-1"), previewed, NOON).acknowledgedNext();
        Replay.BetweenBatches verified = published.verified("c1-1");

        assertThat(published.published()).isEqualTo(1);
        assertThat(published.progress().checkedCount()).isZero();
        assertThat(verified.progress()).isEqualTo(new Replay.Progress(ReplayStage.CANARY_10, "c1-1", 1, previewed));
    }

    @Test
    void a_batch_that_was_not_verified_is_published_again_when_it_is_resumed() {
        Replay.Stopped stopped = started()
                .batchStarted(batch("c1-1"), Map.of(), NOON)
                .acknowledgedNext()
                .stopped("not applied", NOON);

        assertThat(stopped.published()).isEqualTo(1);
        assertThat(stopped.resumed("otto", NOON).published()).isZero();
        assertThat(stopped.resumed("otto", NOON).progress()).isEqualTo(Replay.Progress.NONE);
    }

    @Test
    void batches_of_the_same_events_with_the_same_bodies_are_the_same() {
        assertThat(batch("c1-1", "c1-2").digest())
                .isEqualTo(batch("c1-1", "c1-2").digest());
        assertThat(batch("c1-1", "c1-2").digest()).isNotEqualTo(batch("c1-1").digest());
        assertThat(batch("c1-1", "c1-2").digest())
                .isNotEqualTo(batch("c1-2", "c1-1").digest());
    }
}
