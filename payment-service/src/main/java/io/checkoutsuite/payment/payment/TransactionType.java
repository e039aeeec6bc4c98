package io.checkoutsuite.payment.payment;

/** What happened, or was intended to happen, to the money of one payment. */
public enum TransactionType {
    /** Intended, and not yet sent to a gateway. */
    UNCONFIRMED,
    /** The outcome is known later. */
    PENDING,
    AUTHORIZE,
    CAPTURE,
    AUTHORIZE_AND_CAPTURE,
    /** A hold, or what was left of it, was released. */
    REVERSE_AUTH,
    /** A capture or sale was cancelled before it was settled. */
    VOID,
    REFUND,
    /** Money paid to the customer without an earlier payment. */
    DETACHED_CREDIT,
    /** The money arrived at the merchant's bank. */
    SETTLED
}
