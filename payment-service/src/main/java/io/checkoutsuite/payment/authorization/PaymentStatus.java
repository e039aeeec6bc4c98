package io.checkoutsuite.payment.authorization;

/** Where a payment stands; computed from its transactions and never set. */
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

    /** The same in words that know no refunds: a payment is captured until all of it went back. */
    public PaymentStatus withoutRefunds() {
        return switch (this) {
            case PARTIALLY_REFUNDED -> FULLY_CAPTURED;
            case REFUNDED -> COMPLETE;
            default -> this;
        };
    }
}
