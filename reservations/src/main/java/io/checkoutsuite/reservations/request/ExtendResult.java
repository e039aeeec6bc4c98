package io.checkoutsuite.reservations.request;

/** The result of extending the lease of a request. */
public enum ExtendResult {
    /** The request is reserved and its lease is long enough now. */
    EXTENDED,
    /** It is committed and no longer has a lease. */
    COMMITTED,
    /** It was released. */
    RELEASED,
    /** There is no such request. */
    UNKNOWN
}
