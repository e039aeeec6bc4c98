package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/** A submitted order's stock was gone when it should have been kept: the order must wait, and somebody must know. */
public record InventoryShort(
        String requestId,
        String cartId,
        String orderNumber,
        List<ShortSku> lines,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    public InventoryShort {
        lines = List.copyOf(lines);
    }

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId;
    }

    /** How many pieces were wanted and how many were there. */
    public record ShortSku(String sku, long requested, long available) {}
}
