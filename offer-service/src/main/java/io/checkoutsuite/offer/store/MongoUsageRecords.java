package io.checkoutsuite.offer.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.OfferUsageChanged;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.offer.usage.UsageRecords;
import io.checkoutsuite.offer.usage.Use;
import io.checkoutsuite.reservations.RequestKey;
import io.checkoutsuite.reservations.RequestState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Stores the uses of an order in the document of its request, next to its pending event. */
@Component
@RequiredArgsConstructor
class MongoUsageRecords implements UsageRecords {

    private static final String RECORDED = "recorded";

    private final MongoOperations mongo;
    private final EventCodec codec;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    /** The stored record. */
    record UsageRecord(String orderNumber, @Nullable String customerKey, List<RecordedUse> uses, Instant at) {}

    record RecordedUse(String offerId, @Nullable String code) {}

    @Override
    public void record(RequestKey key, CheckoutCompletion completion, List<Use> uses, @Nullable String customerKey) {
        String id = key.id();
        Instant now = clock.instant();
        OutboxEntry entry = codec.entry(event(completion, uses, now));
        UsageRecord recorded = new UsageRecord(
                completion.orderNumber(),
                customerKey,
                uses.stream()
                        .map(use -> new RecordedUse(use.offerId(), use.code()))
                        .toList(),
                now);
        // Race: deliveries of one completion, one of which may have crashed after it committed the uses. The first one
        // records them and adds the pending event.
        boolean first = mongo.updateFirst(
                                query(where("_id")
                                        .is(id)
                                        .and("state")
                                        .is(RequestState.COMMITTED.name())
                                        .and(RECORDED)
                                        .exists(false)),
                                Outbox.append(Update.update(RECORDED, recorded), entry),
                                StoreConfiguration.USES)
                        .getMatchedCount()
                > 0;
        if (first) {
            relays.of(StoreConfiguration.USES).publishSoon(id, List.of(entry));
        }
    }

    @Override
    public boolean contains(RequestKey key) {
        String id = key.id();
        return mongo.exists(query(where("_id").is(id).and(RECORDED).exists(true)), StoreConfiguration.USES);
    }

    private static OfferUsageChanged event(CheckoutCompletion completion, List<Use> uses, Instant now) {
        List<OfferUsageChanged.Use> counted = new ArrayList<>();
        for (Use use : uses) {
            counted.add(new OfferUsageChanged.Use(use.offerId(), 1));
            if (use.code() != null) {
                counted.add(new OfferUsageChanged.Use(use.code(), 1));
            }
        }
        return new OfferUsageChanged(
                completion.requestId(), completion.cartId(), counted, completion.contextInfo(), now);
    }
}
