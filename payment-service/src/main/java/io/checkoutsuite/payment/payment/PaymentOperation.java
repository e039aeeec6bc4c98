package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;

/** What may be asked to happen to the money of an order's payment. Amounts are greater than zero. */
public sealed interface PaymentOperation {

    /** Captures held money, or records that the money of a pending payment was received. */
    record Capture(Money amount) implements PaymentOperation {}

    /** Refunds captured money. */
    record Refund(Money amount) implements PaymentOperation {}

    /**
     * Cancels a whole capture or sale before it is settled.
     *
     * @param capture the reference of its transaction
     */
    record VoidCapture(String capture) implements PaymentOperation {}

    /** Releases a part of the hold, or all that is left of it; for a pending payment, what is no longer expected. */
    record ReverseHold(Money amount) implements PaymentOperation {}

    /** Pays out money that the payment does not owe, up to its amount. */
    record DetachedCredit(Money amount) implements PaymentOperation {}

    /** Records that money has arrived at the merchant's bank. No gateway is called. */
    record Settlement(Money amount) implements PaymentOperation {}
}
