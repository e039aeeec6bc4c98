package io.checkoutsuite.reservations;

/** The events of a request after its creation. The write that makes the transition also stores the time of its event. */
public enum Step {
    /** A counter had too little available. */
    REFUSED,
    /** Its lease expired. */
    EXPIRED,
    /** Its completion found holds missing and started to reserve them again. */
    TAKEN_ANEW,
    /** It was committed. */
    KEPT,
    /** It was rolled back; final. */
    ROLLED_BACK
}
