package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.carts.CartPlan;

/** What the buyers of a load put into their carts, in the order of the carts. */
@FunctionalInterface
public interface CartMix {

    /**
     * The cart with this number, without its submit.
     *
     * @param key unique for each cart
     */
    CartPlan cart(long number, String key);
}
