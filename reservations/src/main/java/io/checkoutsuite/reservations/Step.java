package io.checkoutsuite.reservations;

/** What can happen to a request after it was made; each is remembered with its time, in the very write that does it. */
public enum Step {
    /** A counter had too little for it. */
    REFUSED,
    /** Its lease ran out. */
    EXPIRED,
    /** Its completion found little or nothing held and began to take it anew. */
    TAKEN_ANEW,
    /** Kept for good. */
    KEPT,
    /** Given back, for ever. */
    ROLLED_BACK
}
