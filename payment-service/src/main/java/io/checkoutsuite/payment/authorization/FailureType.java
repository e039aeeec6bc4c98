package io.checkoutsuite.payment.authorization;

/** Why a transaction did not take effect. */
public enum FailureType {
    DECLINED,
    /** The gateway could not be reached: certainly no effect. */
    UNREACHABLE,
    /** No answer came, and the gateway has since confirmed that nothing is or will be held. */
    CANCELLED,
    /** The gateway refused a reversal, capture or refund. */
    REFUSED,
    /** There is no such gateway any more: somebody has to give back by hand, or configure it again. */
    NO_GATEWAY
}
