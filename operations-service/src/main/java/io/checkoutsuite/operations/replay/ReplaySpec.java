package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.participant.Participant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replay as an operator requests it.
 *
 * @param target the only participant that applies the events; null for all
 * @param perSecond how many events are published per second at most
 * @param limit the maximum number of events; null for all
 */
public record ReplaySpec(
        String tenant,
        String askedBy,
        EventFilter filter,
        @Nullable Participant target,
        int perSecond,
        @Nullable Long limit,
        @Nullable String reason) {

    Set<Participant> targets() {
        return target == null ? Participant.all() : Set.of(target);
    }

    /** How many events may follow the first ones. */
    long left(long first) {
        return limit == null ? Long.MAX_VALUE : Math.max(0, limit - first);
    }
}
