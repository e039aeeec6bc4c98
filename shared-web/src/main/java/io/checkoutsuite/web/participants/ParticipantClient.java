package io.checkoutsuite.web.participants;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.web.http.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints that every participant has for operators and services. Every call throws a {@code RestClientException} without a usable response. */
public interface ParticipantClient {

    /** At most 100 events; {@link EventPreviewCalls} splits longer lists. */
    @PostExchange("/ops/previews")
    PreviewResponse preview(@RequestHeader(TENANT) String tenant, @RequestBody PreviewRequest request);

    /** The events that the participant would apply. */
    record PreviewRequest(List<Event> events) {}

    /** An event as it would be published. */
    record Event(String type, JsonNode body) {}

    /** One preview for each event, in the order of the events. */
    record PreviewResponse(List<PreviewedEvent> items) {

        public PreviewResponse {
            items = List.copyOf(items);
        }
    }

    /** What one event would change. */
    record PreviewedEvent(String eventId, EventPreview.Kind kind, String description) {}

    @GetExchange("/ops/applied/{requestId}")
    AppliedEvents applied(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    /**
     * @param from first held or created at this time or later; null together with {@code to}
     * @param to first held or created before this time
     * @param after the id of the last resource of the previous page; empty for the first page
     */
    @GetExchange("/ops/holdings")
    Page<HeldResource> heldResources(
            @RequestHeader(TENANT) String tenant,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam String after,
            @RequestParam int limit);

    /** @param query the filter and the page: topic, type, requestId, reason, state, limit, after */
    @GetExchange("/ops/dead-letters")
    Page<DeadLetterSummary> deadLetters(@RequestHeader(TENANT) String tenant, @RequestParam Map<String, String> query);

    /** The dead letter with its content. */
    @GetExchange("/ops/dead-letters/{id}")
    ObjectNode deadLetter(@RequestHeader(TENANT) String tenant, @PathVariable String id);

    @PostExchange("/ops/dead-letters/{id}/redrives")
    ObjectNode redrive(@RequestHeader(TENANT) String tenant, @PathVariable String id);

    @PostExchange("/ops/dead-letters/redrives")
    RedriveReport redrive(@RequestHeader(TENANT) String tenant, @RequestBody Map<String, Object> selection);
}
