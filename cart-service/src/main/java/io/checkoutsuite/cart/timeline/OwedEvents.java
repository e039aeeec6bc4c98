package io.checkoutsuite.cart.timeline;

import java.util.Set;

/** The events pending in a cart's outbox. */
@FunctionalInterface
public interface OwedEvents {

    /** The ids of the pending events. */
    Set<String> of(String tenant, String cartId);
}
