package io.checkoutsuite.payment.authorization;

/** What happened, or was meant to happen, to the money of one payment. */
public enum TransactionType {
    /** Meant, and not yet said to a gateway. */
    UNCONFIRMED,
    /** The gateway will answer later. */
    PENDING,
    AUTHORIZE,
    CAPTURE,
    AUTHORIZE_AND_CAPTURE,
    /** A hold, or what was left of it, was released. */
    REVERSE_AUTH,
    /** A capture or sale was undone before it was settled. */
    VOID,
    REFUND,
    /** Money given without an earlier payment. */
    DETACHED_CREDIT,
    /** The money arrived at the merchant's bank. */
    SETTLED
}
