package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;

/** The outcome of a capture or refund. */
public sealed interface FollowUpOutcome {

    /**
     * The gateway responded.
     *
     * @param transaction with its success or failure
     * @param replayed whether an earlier call with the same key performed it
     */
    record Recorded(Transaction transaction, boolean replayed) implements FollowUpOutcome {}

    /** The amount exceeds what is available. */
    record TooMuch(Money available) implements FollowUpOutcome {}

    /** The key was used for another amount. */
    record OtherAmount() implements FollowUpOutcome {}

    /** The payment is not part of an order, is in another currency, or has too many transactions. */
    record NotPossible(String reason) implements FollowUpOutcome {}

    /** The gateway gave no definite response. A repeated call with the same key continues the operation, and so does recovery. */
    record Unavailable() implements FollowUpOutcome {}

    /** There is no such payment. */
    record NoSuchPayment() implements FollowUpOutcome {}
}
