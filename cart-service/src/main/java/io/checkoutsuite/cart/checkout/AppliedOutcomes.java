package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.events.EventType;
import java.util.Map;

/** Queries which services have applied an outcome. */
public interface AppliedOutcomes {

    /** By service: order, inventory, offer, payment. A service that is unavailable counts as one that has not applied it. */
    Map<String, Boolean> applied(String tenant, String requestId, EventType outcome);
}
