package io.checkoutsuite.operations.store;

import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.replay.AuditLog;
import io.checkoutsuite.operations.replay.Counts;
import io.checkoutsuite.operations.replay.Replay;
import io.checkoutsuite.operations.replay.ReplaySpec;
import io.checkoutsuite.operations.replay.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A replay as it is stored. The state decides which of the optional members there are.
 *
 * @param batch the started batch; only of a running replay, and absent between two batches
 * @param acknowledged how many events of that batch the broker has acknowledged
 * @param stoppedBecause only of a stopped replay
 */
record ReplayDocument(
        @Id String id,
        String tenant,
        long revision,
        String askedBy,
        EventFilter filter,
        @Nullable Participant target,
        int perSecond,
        @Nullable Long limit,
        @Nullable String reason,
        Instant startedAt,
        Instant decidedBefore,
        long matched,
        Replay.State state,
        Stage stage,
        @Nullable String checked,
        long checkedCount,
        long published,
        Map<Participant, Counts> results,
        Replay.@Nullable StartedBatch batch,
        @Nullable Integer acknowledged,
        @Nullable String stoppedBecause,
        List<AuditLog.AuditEntry> audit,
        long auditLeftOut) {

    static ReplayDocument of(Replay replay) {
        Replay.Description description = replay.description();
        ReplaySpec spec = description.spec();
        Replay.Progress progress = replay.progress();
        Replay.InBatch inBatch = replay instanceof Replay.InBatch started ? started : null;
        return new ReplayDocument(
                description.id(),
                spec.tenant(),
                replay.revision(),
                spec.askedBy(),
                spec.filter(),
                spec.target(),
                spec.perSecond(),
                spec.limit(),
                spec.reason(),
                description.startedAt(),
                description.decidedBefore(),
                description.matched(),
                replay.state(),
                progress.stage(),
                progress.checked(),
                progress.checkedCount(),
                replay.published(),
                progress.results(),
                inBatch == null ? null : inBatch.batch(),
                inBatch == null ? null : inBatch.acknowledged(),
                replay instanceof Replay.Stopped stopped ? stopped.because() : null,
                replay.audit().entries(),
                replay.audit().leftOut());
    }

    /** @throws RuntimeException if a member that the state requires is missing */
    Replay replay() {
        ReplaySpec spec = new ReplaySpec(tenant, askedBy, filter, target, perSecond, limit, reason);
        Replay.Header header = new Replay.Header(
                new Replay.Description(id, spec, startedAt, decidedBefore, matched),
                revision,
                new AuditLog(audit, auditLeftOut));
        Replay.Progress progress = new Replay.Progress(stage, checked, checkedCount, results);
        return switch (state) {
            case RUNNING ->
                batch == null
                        ? new Replay.BetweenBatches(header, progress)
                        : new Replay.InBatch(header, progress, batch, Objects.requireNonNull(acknowledged));
            case STOPPED -> new Replay.Stopped(header, progress, published, Objects.requireNonNull(stoppedBecause));
            case COMPLETED -> new Replay.Completed(header, progress);
            case CANCELLED -> new Replay.Cancelled(header, progress, published);
        };
    }
}
