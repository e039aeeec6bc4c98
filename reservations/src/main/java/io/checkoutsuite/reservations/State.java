package io.checkoutsuite.reservations;

/** The state of a request. */
public enum State {
    /** Its quantities are reserved until its lease expires. */
    SOFT,
    /** Its completion arrived while holds were missing, and reserves them again. */
    RETAKING,
    /** Its quantities are committed. */
    HARD,
    /** It holds nothing. */
    RELEASED
}
