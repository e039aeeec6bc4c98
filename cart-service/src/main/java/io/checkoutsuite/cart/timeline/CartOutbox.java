package io.checkoutsuite.cart.timeline;

import java.util.Set;

/** The events pending in a cart's outbox. */
@FunctionalInterface
public interface CartOutbox {

    /** The ids of the pending events. */
    Set<String> pendingEventIds(String tenant, String cartId);
}
