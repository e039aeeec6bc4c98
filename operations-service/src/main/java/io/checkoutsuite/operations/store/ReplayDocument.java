package io.checkoutsuite.operations.store;

import io.checkoutsuite.operations.replay.Replay;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A replay as it is stored. The state decides which of the optional members there are.
 *
 * @param published how many events the broker has acknowledged
 * @param batch the started batch; only of a running replay, and absent between two batches
 * @param acknowledged how many events of that batch the broker has acknowledged
 * @param stoppedBecause only of a stopped replay
 */
record ReplayDocument(
        @Id String id,
        String tenant,
        Replay.Header header,
        Replay.State state,
        Replay.Progress progress,
        long published,
        Replay.@Nullable StartedBatch batch,
        @Nullable Integer acknowledged,
        @Nullable String stoppedBecause) {

    static ReplayDocument of(Replay replay) {
        Replay.InBatch inBatch = replay instanceof Replay.InBatch started ? started : null;
        return new ReplayDocument(
                replay.id(),
                replay.tenant(),
                replay.header(),
                replay.state(),
                replay.progress(),
                replay.published(),
                inBatch == null ? null : inBatch.batch(),
                inBatch == null ? null : inBatch.acknowledged(),
                replay instanceof Replay.Stopped stopped ? stopped.because() : null);
    }

    /** @throws RuntimeException if a member that the state requires is missing */
    Replay replay() {
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
