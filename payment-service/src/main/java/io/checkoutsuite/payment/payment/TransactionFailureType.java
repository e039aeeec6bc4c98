package io.checkoutsuite.payment.payment;

/** Why a transaction did not take effect. */
public enum TransactionFailureType {
    DECLINED,
    /** The gateway could not be reached, so the call had no effect. */
    UNREACHABLE,
    /** No response arrived; the gateway has since confirmed that nothing is or will be held. */
    CANCELLED,
    /** The gateway refused a reversal, capture or refund. */
    REFUSED,
    /** The gateway is no longer configured: an operator has to reverse by hand or configure it again. */
    NO_GATEWAY
}
