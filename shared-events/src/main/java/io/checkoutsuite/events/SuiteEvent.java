package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** A fact that a service of the suite has published. */
public sealed interface SuiteEvent
        permits CheckoutCompletion,
                CheckoutNeedsAttention,
                CheckoutRollback,
                InventoryShort,
                OfferUsageChanged,
                OrderCreated,
                OrderHeld,
                PaymentStatusChanged {

    /** Made from business ids only, so that a replay is recognisably the same event. */
    @JsonIgnore
    String eventId();

    /** The checkout attempt that brought it about: the thread through all services. */
    String requestId();

    /** The key that orders events: everything about one cart stays in sequence. */
    String cartId();

    ContextInfo contextInfo();

    Instant occurredAt();

    @JsonIgnore
    default EventType type() {
        return EventType.of(getClass());
    }
}
