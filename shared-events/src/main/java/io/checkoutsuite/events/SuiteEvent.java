package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** A business fact that a service of the suite has published. */
public sealed interface SuiteEvent
        permits CheckoutCompletion,
                CheckoutNeedsAttention,
                CheckoutRollback,
                InventoryShort,
                OfferUsageChanged,
                OrderCreated,
                OrderHeld,
                PaymentStatusChanged {

    /** Built from business ids only, so that a replayed event has the same id. */
    @JsonIgnore
    String eventId();

    /** The checkout attempt that caused the event; the correlation id across all services. */
    String requestId();

    /** The ordering key: all events of one cart stay in order. */
    String cartId();

    ContextInfo contextInfo();

    Instant occurredAt();

    @JsonIgnore
    default EventType type() {
        return EventType.of(getClass());
    }
}
