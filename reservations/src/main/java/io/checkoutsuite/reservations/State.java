package io.checkoutsuite.reservations;

/** Where a request stands. */
public enum State {
    /** Held under a lease. */
    SOFT,
    /** Its completion arrived while little or nothing was held: it is being taken anew. */
    RETAKING,
    /** Kept for good. */
    HARD,
    /** Holds nothing. */
    RELEASED
}
