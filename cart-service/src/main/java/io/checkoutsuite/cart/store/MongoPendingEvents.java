package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.history.PendingEvents;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.mongo.DatabaseClock;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Passes the pending events in the outboxes of carts to the relay. */
@Repository
@RequiredArgsConstructor
class MongoPendingEvents implements PendingEvents {

    private final MongoOperations mongo;
    private final OutboxRelays relays;
    private final DatabaseClock clock;

    @Override
    public boolean publish(String tenant, String cartId) {
        // Guards against the relay, which removes the pending flag together with the last entry.
        Query pending = query(Outbox.notEmpty(where("_id").is(CartDocument.id(tenant, cartId))));
        Outbox.include(pending);
        Optional<List<OutboxEntry>> events = Optional.ofNullable(mongo.findAndModify(
                        pending,
                        Outbox.restorePending(clock.instant()),
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        CartDocument.COLLECTION))
                .map(stored -> Outbox.entries(mongo, stored));
        events.ifPresent(
                entries -> relays.of(CartDocument.COLLECTION).publishSoon(CartDocument.id(tenant, cartId), entries));
        return events.isPresent();
    }
}
