package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.AttemptStates;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads the states of attempts from the carts that their ids contain, by key. */
@Repository
@RequiredArgsConstructor
class MongoAttemptStates implements AttemptStates {

    private final MongoOperations mongo;

    @Override
    public Map<String, AttemptState> of(String tenant, Collection<String> requestIds) {
        Map<String, Document> carts = carts(tenant, requestIds);
        Map<String, AttemptState> states = new HashMap<>();
        requestIds.forEach(requestId ->
                states.put(requestId, state(carts.get(CartDocument.id(tenant, Cart.cartIdOf(requestId))), requestId)));
        return states;
    }

    private Map<String, Document> carts(String tenant, Collection<String> requestIds) {
        // Reads from the primary with majority concern: an attempt that is missing here has never reserved anything,
        // because its claim was acknowledged by a majority first. An isolated primary steps down within seconds, long
        // before a lease expires.
        Query named = query(where("_id")
                        .in(requestIds.stream()
                                .map(requestId -> CartDocument.id(tenant, Cart.cartIdOf(requestId)))
                                .distinct()
                                .toList()))
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY);
        named.fields().include("attempts.requestId", "attempts.outcome");
        Map<String, Document> carts = new HashMap<>();
        mongo.find(named, Document.class, CartDocument.COLLECTION)
                .forEach(cart -> carts.put(cart.getString("_id"), cart));
        return carts;
    }

    private static AttemptState state(@Nullable Document cart, String requestId) {
        if (cart == null) {
            return AttemptState.UNKNOWN;
        }
        // An inconsistent cart is a finding of the reconciliation; what its checkouts hold stays held until an
        // operator acts.
        if (!(cart.get("attempts") instanceof List<?> attempts)) {
            return AttemptState.RUNNING;
        }
        AttemptState state = AttemptState.UNKNOWN;
        for (Object stored : attempts) {
            if (!(stored instanceof Document attempt) || !(attempt.get("requestId") instanceof String id)) {
                state = AttemptState.RUNNING;
            } else if (id.equals(requestId)) {
                return outcome(attempt.get("outcome"));
            }
        }
        return state;
    }

    private static AttemptState outcome(@Nullable Object outcome) {
        if (Attempt.Outcome.COMPLETED.name().equals(outcome)) {
            return AttemptState.COMPLETED;
        }
        return Attempt.Outcome.ROLLED_BACK.name().equals(outcome) ? AttemptState.ROLLED_BACK : AttemptState.RUNNING;
    }
}
