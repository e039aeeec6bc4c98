package io.checkoutsuite.operations.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.operations.participant.ProcessingState;
import io.checkoutsuite.web.participants.AppliedEvents.AppliedEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Verifies a batch of replayed events against the participants that they are published to. */
@Component
@RequiredArgsConstructor
class BatchVerification {

    private final Participants participants;

    /**
     * Previews what the batch would change, by participant.
     *
     * @throws ReplayStoppedException if there is a conflict
     * @throws IllegalStateException if a participant is unavailable
     */
    Map<Participant, PreviewCounts> previewCounts(ReplaySpec spec, Batch batch) {
        Map<Participant, PreviewCounts> counts = new EnumMap<>(Participant.class);
        previews(spec, batch).forEach((participant, previews) -> counts.put(participant, PreviewCounts.of(previews)));
        return counts;
    }

    /**
     * The first event of the batch that a participant has not applied, or not recorded as applied; empty if there is none.
     *
     * @throws ReplayStoppedException if there is a conflict, or an event of the batch was dead-lettered
     * @throws IllegalStateException if a participant is unavailable
     */
    Optional<String> notApplied(Replay.InBatch replay, Batch batch) {
        return firstMatch(previews(replay.spec(), batch), batch, preview -> preview.kind() == EventPreview.Kind.CHANGE)
                .or(() -> notRecorded(replay, batch));
    }

    private Map<Participant, List<EventPreview>> previews(ReplaySpec spec, Batch batch) {
        Map<Participant, List<EventPreview>> previews =
                participants.preview(spec.tenant(), spec.targets(), batch.events());
        firstMatch(previews, batch, EventPreview::wouldBeParked).ifPresent(conflict -> {
            throw new ReplayStoppedException("a conflict in " + conflict);
        });
        return previews;
    }

    private static Optional<String> firstMatch(
            Map<Participant, List<EventPreview>> previews, Batch batch, Predicate<EventPreview> which) {
        for (Map.Entry<Participant, List<EventPreview>> entry : previews.entrySet()) {
            for (int i = 0; i < batch.size(); i++) {
                EventPreview preview = entry.getValue().get(i);
                if (which.test(preview)) {
                    return Optional.of(entry.getKey().serviceName() + ", "
                            + batch.events().get(i).eventId() + ": " + preview.description());
                }
            }
        }
        return Optional.empty();
    }

    /** Looks up every event in the canary stages, and only the last one of each later batch. */
    private Optional<String> notRecorded(Replay.InBatch replay, Batch batch) {
        int from = replay.progress().stage() == ReplayStage.REST ? batch.size() - 1 : 0;
        for (OutcomeEvent event : batch.events().subList(from, batch.size())) {
            Map<Participant, ProcessingState> found = participants.processingState(
                    replay.tenant(), event.requestId(), replay.spec().targets());
            for (Map.Entry<Participant, ProcessingState> each : found.entrySet()) {
                Optional<String> missing = missing(replay, event, each.getValue());
                if (missing.isPresent()) {
                    return missing.map(what -> each.getKey().serviceName() + ", " + event.eventId() + what);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missing(Replay.InBatch replay, OutcomeEvent event, ProcessingState state) {
        return switch (state) {
            case ProcessingState.Unavailable unavailable -> Optional.of(": it is unavailable: " + unavailable.reason());
            case ProcessingState.Reported reported -> {
                requireNotParked(reported, event, replay.batch().startedAt());
                List<AppliedEvent> replayed = reported.applied().stream()
                        .filter(applied -> replay.id().equals(applied.replayId()))
                        .toList();
                yield ProcessingState.isApplied(replayed, event.eventId(), event.type())
                        ? Optional.empty()
                        : Optional.of("");
            }
        };
    }

    private static void requireNotParked(ProcessingState.Reported reported, OutcomeEvent event, Instant since) {
        reported.deadLetters().stream()
                .filter(letter -> event.eventId().equals(letter.eventId())
                        && letter.parkedAt().isAfter(since))
                .findFirst()
                .ifPresent(letter -> {
                    throw new ReplayStoppedException("dead-lettered: " + event.eventId() + ": " + letter.reason());
                });
    }
}
