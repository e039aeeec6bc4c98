package io.checkoutsuite.inventory.reservation;

/** The answer to a checkout that needs its stock for longer. */
public enum Lease {
    LENGTHENED,
    /** The stock is sold already: no lease runs any more. */
    KEPT,
    /** The stock was given back. */
    CLOSED,
    UNKNOWN
}
