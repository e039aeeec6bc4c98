package io.checkoutsuite.reservations.counter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The holds in counters. Each method is one command, whatever the number of counters. */
public interface Holds {

    /**
     * The maximum number of open holds in one counter, so that holds that are neither committed nor released for long never fill its document.
     * Further ones are refused as if the quantity were not available.
     */
    int MOST_OPEN = 50_000;

    /**
     * Places the holds of one generation of a request, or adopts those of older generations, as far as the quantities are available and the
     * counters have fewer than {@link #MOST_OPEN}. Returns the number of holds placed or adopted.
     */
    int place(List<Hold> holds, Instant leaseUntil);

    /**
     * Makes the quantities available again. Returns the number of holds found.
     *
     * @throws UnsettledHoldsException if the figures of some counters cannot be changed
     */
    int release(List<Hold> holds);

    /**
     * Commits the quantities. Returns the number of holds found.
     *
     * @throws UnsettledHoldsException if the figures of some counters cannot be changed
     */
    int settle(List<Hold> holds);

    /** Sets the end of the leases. Returns the number of holds found. */
    int renew(List<Hold> holds, Instant leaseUntil);

    /** Returns the status of each counter for its hold; all holds belong to one generation of one request. */
    Map<String, CounterStatus> statuses(List<Hold> holds);

    /** Returns the holds of the request in these counters, of any generation. */
    List<Hold> heldBy(String requestId, Collection<String> counters);

    /** Returns the expired holds in up to {@code batch} counters, without counters that have an unreadable hold. */
    List<Hold> pastLease(Instant now, int batch);
}
