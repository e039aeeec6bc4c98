package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/**
 * Offer or code uses were recorded for an order.
 *
 * @param uses offer or code ids with the number of uses
 */
public record OfferUsageChanged(
        String requestId, String cartId, List<Use> uses, ContextInfo contextInfo, Instant occurredAt)
        implements SuiteEvent {

    public OfferUsageChanged {
        uses = List.copyOf(uses);
    }

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId;
    }

    /** One offer or code and how often it was used. */
    public record Use(String id, long count) {}
}
