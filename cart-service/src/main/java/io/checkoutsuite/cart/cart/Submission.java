package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A submit, as far as the attempt needs it.
 *
 * @param key hash over caller, path and Idempotency-Key
 * @param bodyHash hash of the submit's body
 * @param askedBy the token's subject, or guest
 * @param expectedTotal the total that the buyer was shown; null if the caller did not send one
 * @param async whether the submit is answered before the decision
 */
public record Submission(
        String key,
        String bodyHash,
        String askedBy,
        @Nullable Money expectedTotal,
        boolean async) {

    public Submission expecting(@Nullable Money total) {
        return new Submission(key, bodyHash, askedBy, total, async);
    }
}
