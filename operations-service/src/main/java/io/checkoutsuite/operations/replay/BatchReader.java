package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.FilterRefusedException;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the batches of a replay from the checkout history. */
@Component
@RequiredArgsConstructor
class BatchReader {

    private final CheckoutHistory history;

    /**
     * The events after those that are verified; empty if there are no more.
     *
     * @throws ReplayStoppedException if no event can be created for an attempt; skipping it would hide that its outcome is missing
     * @throws IllegalStateException if the cart service is unavailable
     */
    Batch next(Replay.BetweenBatches replay) {
        Replay.Progress progress = replay.progress();
        int most = (int) Math.min(progress.stage().size(), replay.spec().left(progress.checkedCount()));
        return most == 0 ? new Batch(List.of()) : read(replay, most, 1);
    }

    /**
     * The batch that another run of this replay has started.
     *
     * @throws ReplayStoppedException if it is no longer the batch that was previewed
     * @throws IllegalStateException if the cart service is unavailable
     */
    Batch started(Replay.InBatch replay) {
        Batch batch = read(replay, replay.batch().size(), replay.batch().size());
        if (!batch.digest().equals(replay.batch().digest())) {
            throw new ReplayStoppedException("the batch changed since its preview");
        }
        return batch;
    }

    /** @param enough reads further pages until it has as many events: a page ends early if its events are large */
    private Batch read(Replay.Running replay, int most, int enough) {
        List<OutcomeEvent> events = new ArrayList<>();
        @Nullable String after = replay.progress().checked();
        do {
            HistoryPage<OutcomeRecord> page = page(replay, after, most - events.size());
            page.items().forEach(outcome -> events.add(requireEvent(outcome)));
            after = page.next();
        } while (after != null && events.size() < enough);
        return new Batch(events);
    }

    private HistoryPage<OutcomeRecord> page(Replay.Running replay, @Nullable String after, int limit) {
        try {
            return history.decided(
                    replay.tenant(),
                    replay.spec().filter().before(replay.description().decidedBefore()),
                    after,
                    limit);
        } catch (FilterRefusedException refused) {
            throw new ReplayStoppedException(String.valueOf(refused.getMessage()));
        }
    }

    private static OutcomeEvent requireEvent(OutcomeRecord outcome) {
        return switch (outcome) {
            case OutcomeEvent event -> event;
            case NoOutcomeEvent none ->
                throw new ReplayStoppedException(
                        "no event can be created for " + none.requestId() + ": " + none.reason());
        };
    }
}
