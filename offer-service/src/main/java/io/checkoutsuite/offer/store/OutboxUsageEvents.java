package io.checkoutsuite.offer.store;

import io.checkoutsuite.events.OfferUsageChanged;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.offer.usage.UsageEvents;
import io.checkoutsuite.reservations.request.RequestKey;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Publishes the events about uses from the outboxes of their requests. */
@Component
@RequiredArgsConstructor
class OutboxUsageEvents implements UsageEvents {

    private final EventCodec codec;
    private final OutboxRelays relays;

    @Override
    public OutboxEntry entry(OfferUsageChanged event) {
        return codec.entry(event);
    }

    @Override
    public void publish(RequestKey key, OutboxEntry stored) {
        relays.of(StoreConfiguration.USES).publishSoon(key.id(), List.of(stored));
    }
}
