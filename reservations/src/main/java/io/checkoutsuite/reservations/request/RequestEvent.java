package io.checkoutsuite.reservations.request;

/** The events of a request after its creation. The write that makes the transition also stores the time of its event. */
public enum RequestEvent {
    /** A counter had too little available. */
    REFUSED,
    /** Its lease expired. */
    EXPIRED,
    /** Its completion found holds missing and started to reserve them again. */
    REACQUIRED,
    /** It was committed. */
    COMMITTED,
    /** It was rolled back; final. */
    RELEASED
}
