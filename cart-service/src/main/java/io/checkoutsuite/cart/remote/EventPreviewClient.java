package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The operator endpoint of every service that previews what events would change. */
interface EventPreviewClient {

    @PostExchange("/ops/previews")
    PreviewResponse preview(@RequestHeader(TENANT) String tenant, @RequestBody PreviewRequest request);

    record PreviewRequest(List<Event> events) {}

    record Event(String type, JsonNode body) {}

    record PreviewResponse(List<PreviewedEvent> items) {}

    record PreviewedEvent(String eventId, EventPreview.Kind kind, String description) {}
}
