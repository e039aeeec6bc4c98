package io.checkoutsuite.web.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.messaging.inbox.Inbox;
import io.checkoutsuite.messaging.inbox.InboxRecord;
import io.checkoutsuite.web.access.Caller;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists the events of a checkout attempt that this service has applied. */
@RestController
@ConditionalOnBean(Inbox.class)
@RequiredArgsConstructor
class AppliedController {

    private final Inbox inbox;

    record AppliedEventsResponse(String requestId, List<AppliedEvent> applied) {}

    /** @param replayId the last replay that applied the event again; absent if there was none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AppliedEvent(
            String eventId,
            String type,
            String listener,
            Instant appliedAt,
            @Nullable String replayId) {}

    @GetMapping("/ops/applied/{requestId}")
    AppliedEventsResponse applied(Caller caller, @PathVariable String requestId) {
        return new AppliedEventsResponse(
                requestId,
                inbox.of(caller.tenant(), requestId).stream()
                        .filter(inboxRecord ->
                                inboxRecord.state() == InboxRecord.State.APPLIED && inboxRecord.appliedAt() != null)
                        .map(done -> new AppliedEvent(
                                done.eventId(), done.type(), done.listener(), done.appliedAt(), done.replayId()))
                        .toList());
    }
}
