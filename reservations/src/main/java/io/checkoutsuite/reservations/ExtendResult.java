package io.checkoutsuite.reservations;

/** The answer to a request that needs its hold for longer. */
public enum ExtendResult {
    /** The hold is there and its lease is long enough now. */
    EXTENDED,
    /** It belongs to an order: no lease runs any more. */
    COMMITTED,
    /** It was released. */
    RELEASED,
    /** There never was such a request. */
    UNKNOWN
}
