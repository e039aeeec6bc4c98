package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/** The stock of a submitted order was no longer available when it should have been committed: the order must wait, and someone must know. */
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

    /** How many pieces were requested and how many were available. */
    public record ShortSku(String sku, long requested, long available) {}
}
