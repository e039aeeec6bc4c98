package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.OutboxEntry;
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
class BatchChecks {

    private final Assessments assessments;
    private final Traces traces;

    /** One batch: one event for each request, in the same order. */
    record Batch(List<String> requestIds, List<OutboxEntry> events) {

        int size() {
            return events.size();
        }
    }

    /** Stops a replay; the message is the reason. */
    static final class StopException extends RuntimeException {
        StopException(String because) {
            super(because);
        }
    }

    /**
     * Previews what the batch would change, by participant.
     *
     * @throws StopException if there is a conflict
     * @throws IllegalStateException if a participant is unavailable
     */
    Map<String, Replay.Counts> effects(Replay replay, Batch batch) {
        Map<String, Replay.Counts> counts = new LinkedHashMap<>();
        assessed(replay, batch).forEach((service, effects) -> counts.put(service, EffectCounts.of(effects)));
        return counts;
    }

    /**
     * The first event of the batch that a participant has not applied, or not recorded as applied; empty if there is none.
     *
     * @throws StopException if there is a conflict, or an event of the batch was dead-lettered
     * @throws IllegalStateException if a participant is unavailable
     */
    Optional<String> notApplied(Replay replay, Batch batch) {
        return first(assessed(replay, batch), batch, effect -> effect.kind() == Effect.Kind.CHANGE)
                .or(() -> notRecorded(replay, batch));
    }

    private Map<String, List<Effect>> assessed(Replay replay, Batch batch) {
        Map<String, List<Effect>> answers = new LinkedHashMap<>();
        assessments.assess(replay.tenant(), concerned(replay), batch.events()).forEach((service, verdict) -> {
            switch (verdict) {
                case Assessments.Assessed assessed -> answers.put(service, assessed.effects());
                case Assessments.NoAnswer none ->
                    throw new IllegalStateException(service + " does not answer: " + none.reason());
            }
        });
        first(answers, batch, Effect::wouldBeParked).ifPresent(conflict -> {
            throw new StopException("a conflict in " + conflict);
        });
        return answers;
    }

    private List<String> concerned(Replay replay) {
        return replay.target() == null ? assessments.services() : List.of(replay.target());
    }

    private static Optional<String> first(Map<String, List<Effect>> answers, Batch batch, Predicate<Effect> which) {
        for (Map.Entry<String, List<Effect>> answer : answers.entrySet()) {
            for (int i = 0; i < batch.size(); i++) {
                Effect effect = answer.getValue().get(i);
                if (which.test(effect)) {
                    return Optional.of(
                            answer.getKey() + ", " + batch.events().get(i).eventId() + ": " + effect.description());
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
            Map<String, Traces.Trace> found =
                    traces.of(replay.tenant(), batch.requestIds().get(i), concerned(replay));
            for (Map.Entry<String, Traces.Trace> each : found.entrySet()) {
                Optional<String> missing = missing(replay, event, each.getValue());
                if (missing.isPresent()) {
                    return missing.map(what -> each.getKey() + ", " + event.eventId() + what);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missing(Replay replay, OutboxEntry event, Traces.Trace trace) {
        return switch (trace) {
            case Traces.Unknown unknown -> Optional.of(": it is unavailable: " + unknown.reason());
            case Traces.Known known -> {
                known.parked().stream()
                        .filter(letter -> event.eventId().equals(letter.eventId())
                                && letter.parkedAt().isAfter(Objects.requireNonNull(replay.batchAt())))
                        .findFirst()
                        .ifPresent(letter -> {
                            throw new StopException("dead-lettered: " + event.eventId() + ": " + letter.reason());
                        });
                List<Traces.Applied> anew = known.applied().stream()
                        .filter(applied -> replay.id().equals(applied.replayId()))
                        .toList();
                EventType type = EventType.named(event.type()).orElseThrow();
                yield Traces.isApplied(anew, event.eventId(), type) ? Optional.empty() : Optional.of("");
            }
        };
    }
}
