package io.checkoutsuite.reservations.request;

/** Why a request holds nothing any more. */
public enum ReleaseReason {
    /** Its lease expired. */
    EXPIRED,
    /** Its checkout was rolled back; final. */
    ROLLED_BACK,
    /** A counter had too little available. */
    REFUSED
}
