package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.OfferUsageChanged;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.reservations.request.RequestKey;

/** The events about uses. They are stored in the write that records the uses, then published. */
public interface UsageEvents {

    /** Encodes the event for the outbox of its request. */
    OutboxEntry entry(OfferUsageChanged event);

    /** Publishes an event that was just stored. One that a dead process has left pending is published later. */
    void publish(RequestKey key, OutboxEntry stored);
}
