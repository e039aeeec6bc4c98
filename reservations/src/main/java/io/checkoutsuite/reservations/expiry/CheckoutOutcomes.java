package io.checkoutsuite.reservations.expiry;

import java.util.Collection;
import java.util.Map;

/** Looks up the outcomes of the checkouts that requests belong to. */
@FunctionalInterface
public interface CheckoutOutcomes {

    /** The outcome of a checkout. */
    enum Outcome {
        /** It is undecided, or its outcome is unavailable: its holds stay in place. */
        RUNNING,
        /** Its holds belong to an order. */
        COMPLETED,
        /** Its holds are to be released. */
        ROLLED_BACK,
        /** There is no such checkout, and there never will be. */
        UNKNOWN
    }

    /**
     * Returns the outcome of each of one tenant's requests.
     *
     * @throws OutcomesUnavailableException if not all outcomes are available
     */
    Map<String, Outcome> of(String tenant, Collection<String> requestIds);
}
