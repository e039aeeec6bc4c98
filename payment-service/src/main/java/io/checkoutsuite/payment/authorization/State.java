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
    /** A gateway refuses to give back: it is asked again a few times, and somebody has to look. */
    REVERSAL_FAILED,
    /** Part of an order: nothing gives it back automatically. */
    BOUND;

    /** Whether the buyer's money is or may be held for it, and not for an order. */
    public boolean mayHold() {
        return switch (this) {
            case RUNNING, AUTHORIZED, REVERSING, REVERSAL_FAILED -> true;
            case REFUSED, UNAVAILABLE, REVERSED, BOUND -> false;
        };
    }

    /** Whether its checkout attempt is over without an order: its payments are history. */
    public boolean isArchived() {
        return switch (this) {
            case REFUSED, REVERSING, REVERSED, REVERSAL_FAILED -> true;
            case RUNNING, AUTHORIZED, UNAVAILABLE, BOUND -> false;
        };
    }
}
