package io.checkoutsuite.reservations;

/** The answer to a give-back. */
public enum GivenBack {
    /** Nothing is held by the request any more, and nothing ever will be. */
    RELEASED,
    /** The request had been kept before: it is left as it is. */
    KEPT
}
