package io.checkoutsuite.events;

import java.time.Instant;

/**
 * An order is on hold and must not be fulfilled yet.
 *
 * @param reason for instance BACKORDERED
 */
public record OrderHeld(
        String requestId, String cartId, String orderNumber, String reason, ContextInfo contextInfo, Instant occurredAt)
        implements SuiteEvent {

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId + ":" + reason;
    }
}
