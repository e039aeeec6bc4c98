package io.checkoutsuite.web.participants;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter of a service, without its content.
 *
 * @param topic the topic that it came from
 * @param redrives how often it was sent back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterSummary(
        String id,
        String topic,
        @Nullable String type,
        @Nullable String eventId,
        @Nullable String requestId,
        String reason,
        int redrives,
        Instant parkedAt) {}
