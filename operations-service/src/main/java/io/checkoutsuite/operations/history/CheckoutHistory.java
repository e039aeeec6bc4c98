package io.checkoutsuite.operations.history;

import io.checkoutsuite.messaging.preview.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All carts with the history of their checkouts. Every method throws a {@link CartServiceUnavailableException} unless the cart service responds
 * completely; a missing cart is never taken for one that does not exist.
 */
public interface CheckoutHistory {

    /** The time of the cart service's clock, with which the times of its history and leases must be compared. */
    Instant now(String tenant);

    /**
     * The outcome events of decided attempts, in the order of their carts and numbers. A page ends early if its events are large.
     *
     * @param after the request id or cursor that the page begins after; null for the first page
     * @throws FilterRefusedException if the cart service does not accept the filter
     */
    HistoryPage<OutcomeRecord> decided(String tenant, EventFilter filter, @Nullable String after, int limit);

    /**
     * The request ids of decided attempts, in the same order.
     *
     * @throws FilterRefusedException if the cart service does not accept the filter
     */
    HistoryPage<String> decidedRequestIds(String tenant, EventFilter filter, @Nullable String after, int limit);

    /** The ids of all carts. */
    HistoryPage<String> cartIds(String tenant, @Nullable String after);

    /** The ids of the carts with a checkout that was decided in this time range. */
    HistoryPage<String> decidedIn(String tenant, TimeRange time, @Nullable String after);

    /** The ids of the carts with a checkout that is not decided yet, an event that is not published yet, or an open compensation. */
    HistoryPage<String> unfinished(String tenant, @Nullable String after);

    /**
     * The carts with these ids, by their ids and in their order. The others do not exist, as the cart service has stated explicitly.
     *
     * @param events whether to read the outcome events as well
     */
    Map<String, CartHistory> carts(String tenant, Collection<String> cartIds, boolean events);

    KnownOutcomes outcomes(String tenant, Collection<String> requestIds);

    /** @param id a cart id, or the request id or order number of one of its attempts */
    Optional<CartHistory> named(String tenant, String id);
}
