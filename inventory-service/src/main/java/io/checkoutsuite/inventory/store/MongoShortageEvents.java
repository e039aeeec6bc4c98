package io.checkoutsuite.inventory.store;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.inventory.reservation.ShortageEvents;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.outbox.OutboxDocument;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.ShortageHandler;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Makes the events about shortages, which are stored in the requests that are short, and publishes them. */
@Component
@RequiredArgsConstructor
class MongoShortageEvents implements ShortageEvents {

    private final MongoOperations mongo;
    private final EventCodec codec;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    @Override
    public ShortageHandler handlerFor(CheckoutCompletion completion) {
        return shortages -> List.of(codec.entry(event(completion, shortages, clock.instant())));
    }

    /** Reads the events that were actually stored, because another delivery of the same completion may have written them. */
    @Override
    public void publish(RequestKey key) {
        String id = key.id();
        OutboxDocument stored = mongo.findById(id, OutboxDocument.class, StoreConfiguration.RESERVATIONS);
        if (stored != null) {
            relays.of(StoreConfiguration.RESERVATIONS).publishSoon(id, stored.entries());
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
}
