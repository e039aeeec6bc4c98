package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;

/** The operator endpoint of every service that lists the applied events of an attempt. */
interface AppliedEventsClient {

    @GetExchange("/ops/applied/{requestId}")
    AppliedEvents applied(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    record AppliedEvents(List<AppliedEvent> applied) {}

    record AppliedEvent(String eventId, String listener) {}
}
