package io.checkoutsuite.reservations.request;

/** The result of a release call. */
public enum ReleaseResult {
    /** The request holds nothing, and it never will again. */
    RELEASED,
    /** The request was committed before and is unchanged. */
    COMMITTED
}
