package io.checkoutsuite.payment.payment;

/** The status of a payment; computed from its transactions and never set. */
public enum PaymentStatus {
    UNDETERMINED,
    UNCONFIRMED,
    PENDING,
    DECLINED,
    AUTHORIZED,
    /** Some of it is captured and more is still held. */
    PARTIALLY_COMPLETE,
    FULLY_CAPTURED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    /** Nothing is held, and nothing more can happen to it. */
    COMPLETE;

    /** The same for consumers that do not distinguish refunds: a payment counts as captured until all of it is refunded. */
    public PaymentStatus withoutRefunds() {
        return switch (this) {
            case PARTIALLY_REFUNDED -> FULLY_CAPTURED;
            case REFUNDED -> COMPLETE;
            default -> this;
        };
    }
}
