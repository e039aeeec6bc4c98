package io.checkoutsuite.stack.carts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one buyer.
 *
 * @param key identifies the cart in progress files and idempotency keys; a repeated run with the same key finds the earlier results
 * @param customerId null for a guest
 * @param country two-letter country code
 * @param maxRetries how often a submit is retried if the suite could not complete it
 */
public record CartPlan(
        String key,
        @Nullable String customerId,
        String email,
        String name,
        String country,
        List<Step> steps,
        int maxRetries) {

    public CartPlan {
        steps = List.copyOf(steps);
    }
}
