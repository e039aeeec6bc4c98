package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.CurrentCarts;
import io.checkoutsuite.mongo.TenantKey;
import lombok.RequiredArgsConstructor;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The numbers of current carts; a customer whose first one is not over yet has no document. */
@Repository
@RequiredArgsConstructor
class MongoCurrentCarts implements CurrentCarts {

    private static final String COLLECTION = "current_carts";

    private final MongoOperations mongo;

    /** @param id tenant/customerId */
    private record Current(@Id String id, long number) {}

    @Override
    public long number(String tenant, String customerId) {
        Current known = mongo.findById(id(tenant, customerId), Current.class, COLLECTION);
        return known == null ? 1 : known.number();
    }

    @Override
    public void advance(String tenant, String customerId, long from) {
        String id = id(tenant, customerId);
        if (from == 1) {
            mongo.upsert(query(where("_id").is(id)), new Update().setOnInsert("number", 2L), COLLECTION);
            return;
        }
        // Decides between many that find the same cart over: the number grows once.
        mongo.updateFirst(
                query(where("_id").is(id).and("number").is(from)), new Update().set("number", from + 1), COLLECTION);
    }

    private static String id(String tenant, String customerId) {
        return new TenantKey(tenant, customerId).id();
    }
}
