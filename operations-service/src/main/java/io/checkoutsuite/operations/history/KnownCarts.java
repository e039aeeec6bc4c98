package io.checkoutsuite.operations.history;

import java.util.Map;
import java.util.Set;

/**
 * What the cart service knows of the carts that it was asked for: each of them is in one of the two.
 *
 * @param existing by cart id
 * @param unknown the ids of carts that do not exist, as the cart service has stated explicitly
 */
public record KnownCarts(Map<String, CartHistory> existing, Set<String> unknown) {

    public KnownCarts {
        existing = Map.copyOf(existing);
        unknown = Set.copyOf(unknown);
    }
}
