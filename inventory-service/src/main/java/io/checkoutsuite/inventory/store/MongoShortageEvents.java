package io.checkoutsuite.inventory.store;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.inventory.reservation.ShortageEvents;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.reservations.RequestKey;
import io.checkoutsuite.reservations.Shortage;
import io.checkoutsuite.reservations.ShortageHandler;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Stores the events about shortages in the documents of the requests that are short. */
@Component
@RequiredArgsConstructor
class MongoShortageEvents implements ShortageEvents {

    private final MongoOperations mongo;
    private final EventCodec codec;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    record PendingEvents(String id, @Nullable List<OutboxEntry> outbox) {}

    @Override
    public ShortageHandler handlerFor(CheckoutCompletion completion) {
        return (update, shortages) -> {
            Instant now = clock.instant();
            OutboxEntry entry = codec.entry(event(completion, shortages, now));
            update.push(OutboxEntry.OUTBOX, stored(entry))
                    .set(OutboxEntry.PENDING, true)
                    .set(OutboxEntry.PENDING_SINCE, Date.from(now));
        };
    }

    /** Reads the events that were actually stored, because another delivery of the same completion may have written them. */
    @Override
    public void publish(RequestKey key) {
        String id = key.tenant() + "/" + key.requestId();
        PendingEvents pending = mongo.findById(id, PendingEvents.class, StoreConfiguration.RESERVATIONS);
        if (pending != null && pending.outbox() != null) {
            relays.of(StoreConfiguration.RESERVATIONS).publishSoon(id, pending.outbox());
        }
    }

    private static InventoryShort event(CheckoutCompletion completion, List<Shortage> shortages, Instant now) {
        return new InventoryShort(
                completion.requestId(),
                completion.cartId(),
                completion.orderNumber(),
                shortages.stream()
                        .map(shortage -> new InventoryShort.ShortSku(
                                StockKey.parse(shortage.counter()).sku(), shortage.requested(), shortage.available()))
                        .toList(),
                completion.contextInfo(),
                now);
    }

    private static Document stored(OutboxEntry entry) {
        return new Document("eventId", entry.eventId())
                .append("type", entry.type())
                .append("key", entry.key())
                .append("tenant", entry.tenant())
                .append("requestId", entry.requestId())
                .append("at", Date.from(entry.at()))
                .append("body", entry.body());
    }
}
