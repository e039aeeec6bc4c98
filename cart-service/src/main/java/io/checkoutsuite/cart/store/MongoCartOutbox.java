package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.timeline.CartOutbox;
import io.checkoutsuite.messaging.outbox.Outbox;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads which events are in a cart's outbox. */
@Repository
@RequiredArgsConstructor
class MongoCartOutbox implements CartOutbox {

    private final MongoOperations mongo;

    @Override
    public Set<String> pendingEventIds(String tenant, String cartId) {
        Query cart = query(where("_id").is(CartDocument.id(tenant, cartId)));
        Outbox.includeEventIds(cart);
        Document found = mongo.findOne(cart, Document.class, CartDocument.COLLECTION);
        return found == null ? Set.of() : Outbox.eventIds(found);
    }
}
