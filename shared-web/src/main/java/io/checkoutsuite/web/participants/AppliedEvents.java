package io.checkoutsuite.web.participants;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a checkout attempt that a service has applied. */
public record AppliedEvents(String requestId, List<AppliedEvent> applied) {

    public AppliedEvents {
        applied = List.copyOf(applied);
    }

    /** @param replayId the last replay that applied the event again; absent if there was none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AppliedEvent(
            String eventId,
            String type,
            String listener,
            Instant appliedAt,
            @Nullable String replayId) {}
}
