package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All attempts that have something to undo yet. Every write is one conditional write on the attempt's cart. */
public interface Undos {

    /** One attempt's undo as it was read. */
    record Open(String tenant, String cartId, String requestId, String orderNumber, Undo undo) {

        /** The same with what was written next. */
        public Open now(Undo next) {
            return new Open(tenant, cartId, requestId, orderNumber, next);
        }
    }

    /** PENDING ones that may be tried now, of all tenants. */
    List<Open> due(Instant now, int limit);

    /**
     * Writes what follows.
     *
     * @param event what the cart owes with it; null if nothing
     * @return false if somebody else has written since it was read
     */
    boolean replace(Open seen, Undo next, @Nullable OutboxEntry event);

    /** Gives a rolled-back attempt something to undo; false if it has had something already, or is not rolled back. */
    boolean begin(String tenant, String requestId, Undo undo);

    /** Ordered by cart and attempt, after the attempt of that id. */
    List<Open> page(String tenant, Undo.State state, String afterRequestId, int limit);

    /** How many carts of all tenants have an attempt in this state. */
    long count(Undo.State state);
}
