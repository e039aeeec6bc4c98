package io.checkoutsuite.order.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.KnownOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Records which cart has an order number, in one document per number, because orders are sharded by cart and cannot have a unique index on
 * numbers. A number is claimed before its order is stored. If the process dies in between, a repetition for the same cart finds the claim.
 */
@RequiredArgsConstructor
final class OrderNumbers {

    private static final String NAME = "order_numbers";

    private final MongoOperations mongo;

    /**
     * @param id tenant/number
     * @param ruledOut the attempts with this number that were rolled back; null if there is none
     */
    record Claim(@Id String id, String cartId, @Nullable List<String> ruledOut) {

        boolean isOf(KnownOrder order) {
            return cartId.equals(order.cartId());
        }

        boolean rulesOut(KnownOrder order) {
            return ruledOut != null && ruledOut.contains(order.requestId());
        }
    }

    /** Claims the number for the order's cart and returns the claim, which may be an earlier one of another cart. */
    Claim claim(KnownOrder order) {
        return claim(order.tenant(), order.number(), order.cartId(), new Update());
    }

    /** Records at the number of the attempt's order that it was rolled back. */
    void ruleOut(FailedOrder failed) {
        claim(failed.tenant(), failed.number(), failed.cartId(), new Update().addToSet("ruledOut", failed.requestId()));
    }

    private Claim claim(String tenant, String number, String cartId, Update update) {
        Query ofNumber = query(where("_id").is(id(tenant, number)));
        update.setOnInsert("cartId", cartId);
        try {
            return write(ofNumber, update);
        } catch (DuplicateKeyException anotherClaimWasFaster) {
            return write(ofNumber, update);
        }
    }

    /** Race: two carts claim one number. The first one gets it. */
    private Claim write(Query ofNumber, Update update) {
        @Nullable
        Claim claim = mongo.findAndModify(
                ofNumber, update, FindAndModifyOptions.options().upsert(true).returnNew(true), Claim.class, NAME);
        return Objects.requireNonNull(claim, "an upsert returns its document");
    }

    Optional<String> cartWith(String tenant, String number) {
        return Optional.ofNullable(mongo.findById(id(tenant, number), Claim.class, NAME))
                .map(Claim::cartId);
    }

    private static String id(String tenant, String number) {
        return new TenantKey(tenant, number).id();
    }
}
