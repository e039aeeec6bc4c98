package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.messaging.InboxEntry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * Records that one listener has started to apply, or has applied, one event.
 *
 * @param id tenant/eventId/listener: each listener applies the same event separately
 * @param owner the current worker; it changes with every take-over, so that a delayed worker cannot complete the record of another one
 * @param leaseUntil when the owner's lease expires
 * @param appliedAt null while the event is being applied
 * @param replayId the last replay for which the event was applied; null if there was none
 */
public record InboxRecord(
        @Id String id,
        String tenant,
        String eventId,
        String type,
        String listener,
        @Nullable String requestId,
        State state,
        String owner,
        Instant leaseUntil,
        @Nullable Instant appliedAt,
        @Nullable String replayId) {

    InboxRecord applied(Instant at, @Nullable String forReplay) {
        return new InboxRecord(
                id, tenant, eventId, type, listener, requestId, State.APPLIED, owner, leaseUntil, at, forReplay);
    }

    InboxEntry entry(Instant at) {
        return new InboxEntry(eventId, type, listener, at, replayId);
    }

    /** Empty while the event is being applied. */
    Optional<InboxEntry> entry() {
        return state == State.APPLIED && appliedAt != null ? Optional.of(entry(appliedAt)) : Optional.empty();
    }

    /** The progress of a listener with an event. */
    public enum State {
        RUNNING,
        APPLIED
    }
}
