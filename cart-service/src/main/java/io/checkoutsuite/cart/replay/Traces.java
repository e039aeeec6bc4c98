package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the participants have recorded about an attempt. */
public interface Traces {

    /** Queries the named participants concurrently, and returns the results by participant, in the given order. */
    Map<String, Trace> of(String tenant, String requestId, Collection<String> services);

    /** The result of one participant. */
    sealed interface Trace {}

    /** The records of a participant. */
    record Known(List<Applied> applied, List<Parked> parked) implements Trace {

        public Known {
            applied = List.copyOf(applied);
            parked = List.copyOf(parked);
        }
    }

    /** The participant is unavailable. */
    record Unknown(String reason) implements Trace {}

    /**
     * An event that was applied.
     *
     * @param replayId the last replay for which it was applied again; null if none
     */
    record Applied(
            String eventId,
            String type,
            String listener,
            Instant appliedAt,
            @Nullable String replayId) {}

    /** Whether the listener for this event type is among those that have applied the event. */
    static boolean isApplied(List<Applied> applied, String eventId, EventType type) {
        return applied.stream()
                .anyMatch(one -> one.eventId().equals(eventId) && one.listener().equals(type.listenerName()));
    }

    /** A dead letter: an event that could not be applied. */
    record Parked(@Nullable String eventId, String reason, Instant parkedAt) {}
}
