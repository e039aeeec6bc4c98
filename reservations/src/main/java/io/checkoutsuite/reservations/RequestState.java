package io.checkoutsuite.reservations;

/** The state of a request. */
public enum RequestState {
    /** Its quantities are reserved until its lease expires. */
    RESERVED,
    /** Its completion arrived while holds were missing, and reserves them again. */
    REACQUIRING,
    /** Its quantities are committed. */
    COMMITTED,
    /** It holds nothing. */
    RELEASED
}
