package io.checkoutsuite.web.ops;

import io.checkoutsuite.messaging.inbox.Inbox;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.participants.AppliedEvents;
import io.swagger.v3.oas.annotations.Operation;
import lombok.RequiredArgsConstructor;
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

    @Operation(summary = "Lists the events of a checkout attempt that this service has applied")
    @GetMapping("/ops/applied/{requestId}")
    @DocumentedProblems(never = "not-found")
    AppliedEvents readAppliedEvents(Caller caller, @PathVariable String requestId) {
        return new AppliedEvents(
                requestId,
                inbox.applied(caller.tenant(), requestId).stream()
                        .map(done -> new AppliedEvents.AppliedEvent(
                                done.eventId(), done.type(), done.listener(), done.appliedAt(), done.replayId()))
                        .toList());
    }
}
