package io.checkoutsuite.payment.authorization;

/** The state of an authorization. */
public enum AuthorizationState {
    /** A call is authorizing the payments at the gateways. */
    RUNNING,
    /** A payment waits for its buyer or for its gateway. */
    AWAITING,
    /** The whole total is held. */
    AUTHORIZED,
    /** A payment was declined and nothing is held. */
    REFUSED,
    /** There was no definite outcome and nothing is held; the same request may be retried. */
    UNAVAILABLE,
    /** Whatever is or may be held is being reversed. */
    REVERSING,
    /** Reversed, or closed before it began. */
    REVERSED,
    /** A gateway refuses the reversal: it is retried a few times, and an operator has to investigate. */
    REVERSAL_FAILED,
    /** Part of an order: nothing reverses it automatically. */
    BOUND;

    /** Whether the buyer's money is or may be held without being part of an order. */
    public boolean mayHold() {
        return switch (this) {
            case RUNNING, AWAITING, AUTHORIZED, REVERSING, REVERSAL_FAILED -> true;
            case REFUSED, UNAVAILABLE, REVERSED, BOUND -> false;
        };
    }

    /** Whether its checkout attempt ended without an order; its payments are kept for the record only. */
    public boolean isArchived() {
        return switch (this) {
            case REFUSED, REVERSING, REVERSED, REVERSAL_FAILED -> true;
            case RUNNING, AWAITING, AUTHORIZED, UNAVAILABLE, BOUND -> false;
        };
    }
}
