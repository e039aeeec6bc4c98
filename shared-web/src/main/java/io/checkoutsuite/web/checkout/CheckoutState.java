package io.checkoutsuite.web.checkout;

/** What became of a checkout attempt. */
public enum CheckoutState {
    /** It is not decided, or what is stored of it cannot be read: what it holds stays held. */
    RUNNING,
    /** It was decided to be an order; what it holds belongs to that order. */
    COMPLETED,
    /** It failed for good; whatever it holds is to be released. */
    ROLLED_BACK,
    /** There is no such attempt. An attempt is stored before it reserves anything, so nothing of this id will ever be completed. */
    UNKNOWN
}
