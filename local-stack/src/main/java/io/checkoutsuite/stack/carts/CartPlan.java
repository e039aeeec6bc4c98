package io.checkoutsuite.stack.carts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one buyer is going to do.
 *
 * @param key of this cart in all that is remembered and repeated; the same key again finds what was done under it
 * @param customerId null for a guest
 * @param country two letters
 * @param patience how often a submit that the suite could not finish is tried anew
 */
public record CartPlan(
        String key,
        @Nullable String customerId,
        String email,
        String name,
        String country,
        List<Step> steps,
        int patience) {

    public CartPlan {
        steps = List.copyOf(steps);
    }
}
