package io.checkoutsuite.payment.payment;

/** Who caused a transaction. */
public enum TransactionSource {
    CHECKOUT,
    ROLLBACK,
    /** The recovery of unfinished work. */
    RECOVERY,
    /** A service or an operator after checkout. */
    AFTER_CHECKOUT
}
