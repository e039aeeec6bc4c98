package io.checkoutsuite.operations.history;

import io.checkoutsuite.events.EventType;
import tools.jackson.databind.JsonNode;

/**
 * The event that a decision published, or would publish for an attempt that no cart contains.
 *
 * @param digest the SHA-256 of the body as it is published, in hexadecimal digits; two events with the same digest are the same byte for byte
 */
public record OutcomeEvent(String requestId, String eventId, EventType type, String digest, JsonNode body)
        implements OutcomeRecord {}
