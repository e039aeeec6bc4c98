package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.events.EventType;
import java.util.Map;

/** Who knows which services have applied an outcome. */
public interface AppliedEverywhere {

    /** By service: order, inventory, offer, payment. A service that does not answer has not applied it as far as anybody knows. */
    Map<String, Boolean> applied(String tenant, String requestId, EventType outcome);
}
