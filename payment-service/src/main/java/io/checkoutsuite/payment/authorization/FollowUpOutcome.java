package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;

/** What an asked capture or refund came to. */
public sealed interface FollowUpOutcome {

    /**
     * The gateway answered.
     *
     * @param transaction with its success or failure
     * @param replayed whether an earlier call with the same key did it
     */
    record Recorded(Transaction transaction, boolean replayed) implements FollowUpOutcome {}

    /** More than there is. */
    record TooMuch(Money available) implements FollowUpOutcome {}

    /** The key was used for another amount. */
    record OtherAmount() implements FollowUpOutcome {}

    /** Not part of an order, or too often moved already. */
    record NotPossible(String reason) implements FollowUpOutcome {}

    /** No definite answer from the gateway: asked again under the same key it goes on, and so does a sweeper. */
    record Unavailable() implements FollowUpOutcome {}

    /** There is no such payment. */
    record NoSuchPayment() implements FollowUpOutcome {}
}
