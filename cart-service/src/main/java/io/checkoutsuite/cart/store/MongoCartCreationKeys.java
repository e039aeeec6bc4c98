package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.cart.CartCreationKeys;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Stores the idempotency keys of created carts, one small document each. */
@Repository
class MongoCartCreationKeys implements CartCreationKeys {

    private static final String COLLECTION = "cart_keys";
    private static final String CREATED_AT = "createdAt";

    private final MongoOperations mongo;

    MongoCartCreationKeys(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(COLLECTION).createIndex(new Index(CREATED_AT, Sort.Direction.ASC));
    }

    /** @param id tenant/key */
    private record KeyDocument(@Id String id, String cartId, Instant createdAt) {}

    private record KeyId(@Id String id) {}

    @Override
    public KeyedCart getOrRegister(String tenant, String key, String proposedCartId, Instant now) {
        try {
            return known(tenant, key, proposedCartId, now);
        } catch (DuplicateKeyException anotherRequestWasFaster) {
            return known(tenant, key, proposedCartId, now);
        }
    }

    /** Guards against concurrent requests with one key: all of them get the cart of the first one. */
    private KeyedCart known(String tenant, String key, String proposedCartId, Instant now) {
        KeyDocument known = mongo.findAndModify(
                query(where("_id").is(id(tenant, key))),
                new Update().setOnInsert("cartId", proposedCartId).setOnInsert(CREATED_AT, now),
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                KeyDocument.class,
                COLLECTION);
        Objects.requireNonNull(known, "an upsert returns its document");
        return new KeyedCart(known.cartId(), known.createdAt());
    }

    @Override
    public void replace(String tenant, String key, KeyedCart seen, String cartId, Instant now) {
        mongo.updateFirst(
                query(where("_id").is(id(tenant, key)).and("cartId").is(seen.cartId())),
                new Update().set("cartId", cartId).set(CREATED_AT, now),
                COLLECTION);
    }

    @Override
    public int deleteOlderThan(Instant before, int limit) {
        Query old = query(where(CREATED_AT).lt(before)).limit(limit);
        old.fields().include("_id");
        List<String> ids =
                mongo.find(old, KeyId.class, COLLECTION).stream().map(KeyId::id).toList();
        // Race: a key that was given another cart in the meantime has a new time and is not removed.
        return ids.isEmpty()
                ? 0
                : (int) mongo.remove(query(where("_id").in(ids).and(CREATED_AT).lt(before)), COLLECTION)
                        .getDeletedCount();
    }

    private static String id(String tenant, String key) {
        return new TenantKey(tenant, key).id();
    }
}
