package io.checkoutsuite.payment.authorization;

/** Where an authorization stands. */
public enum State {
    /** A call is talking to the gateways. */
    RUNNING,
    /** The whole total is held. */
    AUTHORIZED,
    /** A payment was declined and nothing is held. */
    REFUSED,
    /** No definite answer came, nothing is held; the same request may try again. */
    UNAVAILABLE,
    /** Whatever is or may be held is being given back. */
    REVERSING,
    /** Given back, or forbidden before it began. */
    REVERSED,
    /** A gateway refuses to give back: somebody has to look. */
    REVERSAL_FAILED,
    /** Part of an order: nothing gives it back automatically. */
    BOUND
}
