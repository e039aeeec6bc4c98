package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.TimeRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The carts with all that is on record about their checkouts. */
public interface CheckoutRecords {

    /**
     * One cart.
     *
     * @param cart null if what is stored is not a cart that can be
     * @param unreadable why not; null if it is
     * @param owed events to be published, oldest first; empty if it is unreadable
     */
    record CheckoutRecord(
            String cartId, @Nullable Cart cart, @Nullable String unreadable, List<OutboxEntry> owed) {}

    /** All carts, ordered by id, after the given one. */
    List<CheckoutRecord> page(String tenant, String afterCartId, int limit);

    /** These carts, in any order; those that do not exist are left out. */
    List<CheckoutRecord> of(String tenant, Collection<String> cartIds);

    /** The carts with a checkout that was decided in that time. */
    Set<String> decidedIn(String tenant, TimeRange time);

    /** The carts with a checkout that is not decided yet, an event that is not published yet, or something to undo. */
    Set<String> unfinished(String tenant);

    /**
     * The attempts of some carts.
     *
     * @param byCart of the carts that are there and can be read
     * @param unreadable the carts that are there, and nothing more can be said of them
     */
    record KnownAttempts(Map<String, List<Attempt>> byCart, Set<String> unreadable) {}

    /** What is known of these carts; of those that do not exist, nothing. */
    KnownAttempts attemptsOf(String tenant, Collection<String> cartIds);

    /** The events that a cart owes, which the relay is told of anew; empty if it owes none. */
    List<OutboxEntry> owesAgain(String tenant, String cartId);

    /** What a cart owes. */
    List<OutboxEntry> owed(String tenant, String cartId);
}
