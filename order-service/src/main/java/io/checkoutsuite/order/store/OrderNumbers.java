package io.checkoutsuite.order.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.TenantKey;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Records which cart has an order number, in one document per number, because orders are sharded by cart and cannot have a unique index on
 * numbers. A number is claimed before its order is stored. If the process dies in between, a repetition for the same cart finds the claim.
 */
@RequiredArgsConstructor
final class OrderNumbers {

    private static final String NAME = "order_numbers";

    private final MongoOperations mongo;

    /** @param id tenant/number */
    private record Claim(@Id String id, String cartId) {}

    /** Returns false if another cart has the number. */
    boolean claim(String tenant, String number, String cartId) {
        try {
            return claimed(tenant, number, cartId).equals(cartId);
        } catch (DuplicateKeyException anotherClaimWasFaster) {
            return claimed(tenant, number, cartId).equals(cartId);
        }
    }

    /** Race: two carts claim one number. The first one gets it. */
    private String claimed(String tenant, String number, String cartId) {
        @Nullable
        Claim claim = mongo.findAndModify(
                query(where("_id").is(id(tenant, number))),
                new Update().setOnInsert("cartId", cartId),
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Claim.class,
                NAME);
        return Objects.requireNonNull(claim, "an upsert returns its document").cartId();
    }

    Optional<String> cartWith(String tenant, String number) {
        return Optional.ofNullable(mongo.findById(id(tenant, number), Claim.class, NAME))
                .map(Claim::cartId);
    }

    private static String id(String tenant, String number) {
        return new TenantKey(tenant, number).id();
    }
}
