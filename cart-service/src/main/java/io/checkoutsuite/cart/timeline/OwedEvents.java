package io.checkoutsuite.cart.timeline;

import java.util.Set;

/** Which events a cart has yet to publish. */
@FunctionalInterface
public interface OwedEvents {

    /** Their ids. */
    Set<String> of(String tenant, String cartId);
}
