package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the participants have recorded about an attempt. */
public interface ProcessingStates {

    /** Queries the named participants concurrently, and returns the results by participant, in the given order. */
    Map<String, ProcessingState> of(String tenant, String requestId, Collection<String> services);

    /** The result of one participant. */
    sealed interface ProcessingState {}

    /** The records of a participant. */
    record Reported(List<AppliedEvent> applied, List<DeadLetter> deadLetters) implements ProcessingState {

        public Reported {
            applied = List.copyOf(applied);
            deadLetters = List.copyOf(deadLetters);
        }
    }

    /** The participant is unavailable. */
    record Unavailable(String reason) implements ProcessingState {}

    /**
     * An event that was applied.
     *
     * @param replayId the last replay for which it was applied again; null if none
     */
    record AppliedEvent(
            String eventId,
            String type,
            String listener,
            Instant appliedAt,
            @Nullable String replayId) {}

    /** Whether the listener for this event type is among those that have applied the event. */
    static boolean isApplied(List<AppliedEvent> applied, String eventId, EventType type) {
        return applied.stream()
                .anyMatch(one -> one.eventId().equals(eventId) && one.listener().equals(type.listenerName()));
    }

    /** A dead letter: an event that could not be applied. */
    record DeadLetter(@Nullable String eventId, String reason, Instant parkedAt) {}
}
