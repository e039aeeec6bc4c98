package io.checkoutsuite.web.checkout;

/** The state of a checkout attempt. */
public enum CheckoutState {
    /** The attempt is undecided, or its stored data cannot be read: its holds stay in place. */
    RUNNING,
    /** The attempt became an order, to which its holds belong. */
    COMPLETED,
    /** The attempt failed permanently; all its holds must be released. */
    ROLLED_BACK,
    /** There is no such attempt. An attempt is stored before it reserves anything, so no attempt with this id will ever be completed. */
    UNKNOWN
}
