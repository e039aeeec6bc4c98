package io.checkoutsuite.cart.compensation;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of all attempts with pending compensations. Every write is one conditional write on the attempt's cart. */
public interface Compensations {

    /** The compensation of one attempt as it was read. */
    record Stored<C extends Compensation>(
            String tenant, String cartId, String requestId, String orderNumber, C compensation) {

        /** The compensation of this attempt; empty if it has none. */
        public static Optional<Stored<Compensation>> of(Cart cart, String requestId) {
            return cart.attempt(requestId)
                    .flatMap(attempt -> Optional.ofNullable(compensationOf(attempt))
                            .map(compensation -> new Stored<>(
                                    cart.tenant(), cart.id(), requestId, attempt.orderNumber(), compensation)));
        }

        private static @Nullable Compensation compensationOf(Attempt attempt) {
            return attempt instanceof Attempt.RolledBack rolledBack ? rolledBack.compensation() : null;
        }

        /** The same with the type of an open compensation; empty if it is done. */
        public Optional<Stored<Compensation.Open>> open() {
            return compensation instanceof Compensation.Open open ? Optional.of(with(open)) : Optional.empty();
        }

        /** The same attempt with another compensation. */
        public <N extends Compensation> Stored<N> with(N other) {
            return new Stored<>(tenant, cartId, requestId, orderNumber, other);
        }
    }

    /** PENDING compensations of all tenants that may be retried now. */
    List<Stored<Compensation.Pending>> due(Instant now, int limit);

    /**
     * Writes the next state of a compensation.
     *
     * @param event the event to add to the cart's outbox; null if none
     * @return false if another process has written it since it was read
     */
    boolean replace(Stored<?> seen, Compensation next, @Nullable OutboxEntry event);

    /** Adds a compensation to a rolled-back attempt. Returns false if the attempt already has one, or is not rolled back. */
    boolean begin(String tenant, String requestId, Compensation.Pending compensation);

    /** A page of open compensations, ordered by cart and attempt, after the attempt with that id. */
    List<Stored<Compensation.Open>> page(String tenant, Compensation.State state, String afterRequestId, int limit);

    /** How many carts of all tenants have an attempt with a compensation in this state. */
    long count(Compensation.State state);
}
