package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.cart.replay.ProcessingStates;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The operator endpoints of every service that list the applied events and the dead letters of an attempt. */
interface ProcessingStateClient {

    @GetExchange("/ops/applied/{requestId}")
    AppliedEvents applied(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @GetExchange("/ops/dead-letters")
    DeadLetterPage deadLetters(@RequestHeader(TENANT) String tenant, @RequestParam String requestId);

    record AppliedEvents(List<ProcessingStates.AppliedEvent> applied) {}

    record DeadLetterPage(List<ProcessingStates.DeadLetter> items) {}
}
