package io.checkoutsuite.payment.authorization;

/** Who caused a transaction. */
public enum TransactionSource {
    CHECKOUT,
    ROLLBACK,
    /** A sweeper that found something half-done. */
    RECOVERY,
    /** A service or an operator after checkout. */
    FOLLOW_UP
}
