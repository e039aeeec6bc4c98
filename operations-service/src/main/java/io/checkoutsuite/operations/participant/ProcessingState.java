package io.checkoutsuite.operations.participant;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.web.participants.AppliedEvents.AppliedEvent;
import io.checkoutsuite.web.participants.DeadLetterSummary;
import java.util.List;

/** What a participant has recorded about an attempt. */
public sealed interface ProcessingState {

    /** The records of a participant. */
    record Reported(List<AppliedEvent> applied, List<DeadLetterSummary> deadLetters) implements ProcessingState {

        public Reported {
            applied = List.copyOf(applied);
            deadLetters = List.copyOf(deadLetters);
        }
    }

    /** The participant is unavailable. */
    record Unavailable(String reason) implements ProcessingState {}

    /** Whether the listener for this event type is among those that have applied the event. */
    static boolean isApplied(List<AppliedEvent> applied, String eventId, EventType type) {
        return applied.stream()
                .anyMatch(one -> one.eventId().equals(eventId) && one.listener().equals(type.listenerName()));
    }
}
