package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The carts with the history of their checkouts. */
public interface CheckoutHistory {

    /**
     * One cart.
     *
     * @param cart null if the stored document is not a valid cart
     * @param unreadableReason why the cart cannot be read; null if it can
     * @param pending events pending in the outbox, oldest first; empty if the cart cannot be read
     */
    record CartHistory(
            String cartId, @Nullable Cart cart, @Nullable String unreadableReason, List<OutboxEntry> pending) {}

    /** The next carts after the given id, ordered by id. */
    List<CartHistory> page(String tenant, String afterCartId, int limit);

    /** These carts, in any order; those that do not exist are left out. */
    List<CartHistory> of(String tenant, Collection<String> cartIds);

    /** The carts with a checkout that was decided in this time range. */
    Set<String> decidedIn(String tenant, TimeRange time);

    /** The carts with a checkout that is not decided yet, an event that is not published yet, or an open compensation. */
    Set<String> unfinished(String tenant);

    /**
     * The attempts of some carts.
     *
     * @param byCart by cart id, of the carts that exist and can be read
     * @param unreadable the ids of the carts that exist but cannot be read
     */
    record KnownAttempts(Map<String, List<Attempt>> byCart, Set<String> unreadable) {}

    /** The attempts of these carts; those that do not exist are left out. */
    KnownAttempts attemptsOf(String tenant, Collection<String> cartIds);

    /** Passes the pending events of a cart to the relay again and returns them; empty if there are none. */
    List<OutboxEntry> publishPending(String tenant, String cartId);

    /** The events pending in a cart's outbox. */
    List<OutboxEntry> pendingEvents(String tenant, String cartId);
}
