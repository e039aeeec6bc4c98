package io.checkoutsuite.cart.cart;

/** The life-cycle status of a cart. */
public enum CartStatus {
    IN_PROCESS,
    CSR_OWNED,
    SUBMISSION_IN_PROGRESS,
    AWAITING_PAYMENT_RESULT,
    AWAITING_PAYMENT_FINALIZATION,
    SUBMITTED,
    CANCELLED,
    IN_TRANSFER,
    REQUIRES_APPROVAL,
    REJECTED;

    /** Whether it is locked for an attempt that is not decided yet. */
    public boolean isInCheckout() {
        return this == SUBMISSION_IN_PROGRESS
                || this == AWAITING_PAYMENT_RESULT
                || this == AWAITING_PAYMENT_FINALIZATION;
    }

    /** Whether its content may be changed and it may be submitted. */
    public boolean isOpen() {
        return this == IN_PROCESS || this == CSR_OWNED;
    }
}
