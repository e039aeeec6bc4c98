package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What other services have on record of an attempt. */
public interface Traces {

    /** Asks the named services, all at once; by service in the order named. */
    Map<String, Trace> of(String tenant, String requestId, Collection<String> services);

    /** What one service said. */
    sealed interface Trace {}

    /** A service's records. */
    record Known(List<Applied> applied, List<Parked> parked) implements Trace {

        public Known {
            applied = List.copyOf(applied);
            parked = List.copyOf(parked);
        }
    }

    /** A service does not answer. */
    record Unknown(String reason) implements Trace {}

    /**
     * An event that was applied.
     *
     * @param replayId the last replay that it was applied again for; null if none
     */
    record Applied(
            String eventId,
            String type,
            String listener,
            Instant appliedAt,
            @Nullable String replayId) {}

    /** Whether the service's own listener to such events is among those that have applied it. */
    static boolean isApplied(List<Applied> applied, String eventId, EventType type) {
        return applied.stream()
                .anyMatch(one -> one.eventId().equals(eventId) && one.listener().equals(type.listenerName()));
    }

    /** An event that could not be applied. */
    record Parked(@Nullable String eventId, String reason, Instant parkedAt) {}
}
