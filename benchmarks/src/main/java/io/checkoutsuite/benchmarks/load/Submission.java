package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.carts.CartRecord;
import java.time.Instant;

/**
 * A cart that was submitted.
 *
 * @param preparedMillis from the first request for the cart until it could be submitted
 * @param submitMillis from the submit until its response; under an open load from the moment at which it was due
 * @param respondedAt when the response had arrived
 */
public record Submission(CartRecord cart, double preparedMillis, double submitMillis, Instant respondedAt) {

    public boolean ordered() {
        return cart.order().isPresent();
    }
}
