package io.checkoutsuite.web.ops;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.EventPreviewer;
import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Previews what events would change in this service if they were applied now; changes nothing. */
@Slf4j
@RestController
@ConditionalOnBean(EventPreviewer.class)
@RequiredArgsConstructor
class EventPreviewController {

    private static final int MOST = 100;

    /** An event may be as large as the broker accepts. */
    private static final long LARGEST_EVENTS = 10 * 1024 * 1024;

    private final EventPreviewer previewer;
    private final EventCodec codec;
    private final LogLimiter unreadable = new LogLimiter();

    record EventPreviewRequest(
            @NotNull @Size(min = 1, max = MOST) List<@Valid @NotNull EventToPreview> events) {}

    record EventToPreview(@NotNull String type, @NotNull JsonNode body) {}

    record EventPreviewResponse(List<PreviewedEvent> items) {}

    record PreviewedEvent(String eventId, EventPreview.Kind kind, String description) {}

    @Operation(summary = "Previews what events would change in this service")
    @PostMapping("/ops/previews")
    @BodyLimit(LARGEST_EVENTS)
    EventPreviewResponse previewEvents(Caller caller, @Valid @RequestBody EventPreviewRequest asked) {
        return new EventPreviewResponse(events(caller, asked.events()).stream()
                .map(event -> {
                    EventPreview preview = previewOf(event);
                    return new PreviewedEvent(event.eventId(), preview.kind(), preview.description());
                })
                .toList());
    }

    /** Unreadable data of one request does not prevent the preview of the other events. */
    private EventPreview previewOf(SuiteEvent event) {
        try {
            return previewer.preview(event);
        } catch (RuntimeException broken) {
            if (DatabaseErrors.isUnavailable(broken)) {
                throw broken;
            }
            unreadable.log(
                    event.requestId(),
                    suppressed -> log.error(
                            "The stored data of request {} cannot be read{}", event.requestId(), suppressed, broken));
            return EventPreview.unreadable("the stored data of this request cannot be read");
        }
    }

    private List<SuiteEvent> events(Caller caller, List<EventToPreview> asked) {
        ValidationErrors errors = new ValidationErrors();
        List<SuiteEvent> events = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            SuiteEvent event = read(asked.get(i), "/events/" + i, caller.tenant(), errors);
            if (event != null) {
                events.add(event);
            }
        }
        errors.throwIfAny();
        return events;
    }

    private @Nullable SuiteEvent read(EventToPreview asked, String pointer, String tenant, ValidationErrors errors) {
        EventType type = EventType.named(asked.type()).orElse(null);
        if (type == null) {
            errors.add(pointer + "/type", "unknown-type", "There is no event of type " + asked.type());
            return null;
        }
        try {
            SuiteEvent event = codec.read(type, asked.body().toString().getBytes(StandardCharsets.UTF_8));
            if (event.contextInfo().tenant().equals(tenant)) {
                return event;
            }
            errors.add(pointer + "/body/contextInfo/tenant", "not-allowed", "The event belongs to another tenant");
        } catch (MalformedEventException malformed) {
            errors.add(pointer + "/body", "malformed", String.valueOf(malformed.getMessage()));
        }
        return null;
    }
}
