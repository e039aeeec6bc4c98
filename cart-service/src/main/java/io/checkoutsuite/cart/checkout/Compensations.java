package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store of all attempts with pending compensations. Every write is one conditional write on the attempt's cart. */
public interface Compensations {

    /** One attempt's compensation as it was read. */
    record Open(String tenant, String cartId, String requestId, String orderNumber, Compensation compensation) {

        /** The same attempt with the compensation that was written next. */
        public Open with(Compensation next) {
            return new Open(tenant, cartId, requestId, orderNumber, next);
        }
    }

    /** PENDING compensations of all tenants that may be retried now. */
    List<Open> due(Instant now, int limit);

    /**
     * Writes the next state of a compensation.
     *
     * @param event the event to add to the cart's outbox; null if none
     * @return false if another process has written it since it was read
     */
    boolean replace(Open seen, Compensation next, @Nullable OutboxEntry event);

    /** Adds a compensation to a rolled-back attempt. Returns false if the attempt already has one, or is not rolled back. */
    boolean begin(String tenant, String requestId, Compensation compensation);

    /** A page of compensations, ordered by cart and attempt, after the attempt with that id. */
    List<Open> page(String tenant, Compensation.State state, String afterRequestId, int limit);

    /** How many carts of all tenants have an attempt with a compensation in this state. */
    long count(Compensation.State state);
}
