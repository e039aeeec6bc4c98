package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Verifies a batch of replayed events against the participants that they are published to. */
@Component
@RequiredArgsConstructor
class BatchVerification {

    private final ParticipantPreviews participants;
    private final ProcessingStates processingStates;

    /** One batch: one event for each request, in the same order. */
    record Batch(List<String> requestIds, List<OutboxEntry> events) {

        int size() {
            return events.size();
        }
    }

    /** Stops a replay; the message is the reason. */
    static final class ReplayStoppedException extends RuntimeException {
        ReplayStoppedException(String because) {
            super(because);
        }
    }

    /**
     * Previews what the batch would change, by participant.
     *
     * @throws ReplayStoppedException if there is a conflict
     * @throws IllegalStateException if a participant is unavailable
     */
    Map<String, Replay.Counts> previewCounts(Replay replay, Batch batch) {
        Map<String, Replay.Counts> counts = new LinkedHashMap<>();
        previews(replay, batch).forEach((service, previews) -> counts.put(service, PreviewCounts.of(previews)));
        return counts;
    }

    /**
     * The first event of the batch that a participant has not applied, or not recorded as applied; empty if there is none.
     *
     * @throws ReplayStoppedException if there is a conflict, or an event of the batch was dead-lettered
     * @throws IllegalStateException if a participant is unavailable
     */
    Optional<String> notApplied(Replay replay, Batch batch) {
        return firstMatch(previews(replay, batch), batch, preview -> preview.kind() == EventPreview.Kind.CHANGE)
                .or(() -> notRecorded(replay, batch));
    }

    private Map<String, List<EventPreview>> previews(Replay replay, Batch batch) {
        Map<String, List<EventPreview>> previews = new LinkedHashMap<>();
        participants.preview(replay.tenant(), targets(replay), batch.events()).forEach((service, result) -> {
            switch (result) {
                case ParticipantPreviews.Previewed previewed -> previews.put(service, previewed.previews());
                case ParticipantPreviews.Unavailable unavailable ->
                    throw new IllegalStateException(service + " does not answer: " + unavailable.reason());
            }
        });
        firstMatch(previews, batch, EventPreview::wouldBeParked).ifPresent(conflict -> {
            throw new ReplayStoppedException("a conflict in " + conflict);
        });
        return previews;
    }

    private List<String> targets(Replay replay) {
        return replay.target() == null ? participants.services() : List.of(replay.target());
    }

    private static Optional<String> firstMatch(
            Map<String, List<EventPreview>> previews, Batch batch, Predicate<EventPreview> which) {
        for (Map.Entry<String, List<EventPreview>> entry : previews.entrySet()) {
            for (int i = 0; i < batch.size(); i++) {
                EventPreview preview = entry.getValue().get(i);
                if (which.test(preview)) {
                    return Optional.of(
                            entry.getKey() + ", " + batch.events().get(i).eventId() + ": " + preview.description());
                }
            }
        }
        return Optional.empty();
    }

    /** Looks up every event in the canary stages, and only the last one of each later batch. */
    private Optional<String> notRecorded(Replay replay, Batch batch) {
        int from = replay.stage() == Replay.Stage.REST ? batch.size() - 1 : 0;
        for (int i = from; i < batch.size(); i++) {
            OutboxEntry event = batch.events().get(i);
            Map<String, ProcessingStates.ProcessingState> found =
                    processingStates.of(replay.tenant(), batch.requestIds().get(i), targets(replay));
            for (Map.Entry<String, ProcessingStates.ProcessingState> each : found.entrySet()) {
                Optional<String> missing = missing(replay, event, each.getValue());
                if (missing.isPresent()) {
                    return missing.map(what -> each.getKey() + ", " + event.eventId() + what);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missing(Replay replay, OutboxEntry event, ProcessingStates.ProcessingState state) {
        return switch (state) {
            case ProcessingStates.Unavailable unavailable ->
                Optional.of(": it is unavailable: " + unavailable.reason());
            case ProcessingStates.Reported reported -> {
                reported.deadLetters().stream()
                        .filter(deadLetter -> event.eventId().equals(deadLetter.eventId())
                                && deadLetter.parkedAt().isAfter(Objects.requireNonNull(replay.batchAt())))
                        .findFirst()
                        .ifPresent(deadLetter -> {
                            throw new ReplayStoppedException(
                                    "dead-lettered: " + event.eventId() + ": " + deadLetter.reason());
                        });
                List<ProcessingStates.AppliedEvent> replayed = reported.applied().stream()
                        .filter(applied -> replay.id().equals(applied.replayId()))
                        .toList();
                EventType type = EventType.named(event.type()).orElseThrow();
                yield ProcessingStates.isApplied(replayed, event.eventId(), type) ? Optional.empty() : Optional.of("");
            }
        };
    }
}
