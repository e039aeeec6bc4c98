package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.messaging.Effect;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The operator endpoint of every service that previews what events would change. */
interface AssessmentClient {

    @PostExchange("/ops/assessments")
    Assessed assess(@RequestHeader(TENANT) String tenant, @RequestBody Asked asked);

    record Asked(List<Event> events) {}

    record Event(String type, JsonNode body) {}

    record Assessed(List<Assessment> items) {}

    record Assessment(String eventId, Effect.Kind effect, String description) {}
}
