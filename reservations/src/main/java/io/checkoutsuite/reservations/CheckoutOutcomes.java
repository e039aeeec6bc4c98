package io.checkoutsuite.reservations;

import java.util.Collection;
import java.util.Map;

/** Tells what became of the checkouts that requests belong to; whoever uses {@link Reservations} knows whom to ask. */
@FunctionalInterface
public interface CheckoutOutcomes {

    /** What became of a checkout. */
    enum Outcome {
        /** It is not decided yet, or nobody can tell: what it holds stays held. */
        RUNNING,
        /** What it holds belongs to an order. */
        COMPLETED,
        /** What it holds is to be released. */
        ROLLED_BACK,
        /** There is no such checkout and there never will be. */
        UNKNOWN
    }

    /**
     * The outcome of each of one tenant's requests.
     *
     * @throws OutcomesUnavailableException if it cannot be told for all of them
     */
    Map<String, Outcome> of(String tenant, Collection<String> requestIds);
}
