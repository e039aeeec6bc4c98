package io.checkoutsuite.payment.operation;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.payment.Transaction;

/** The outcome of an operation on the payment of an order. */
public sealed interface OperationOutcome {

    /**
     * The gateway responded.
     *
     * @param transaction with its success or failure
     * @param replayed whether an earlier call with the same key performed it
     */
    record Recorded(Transaction transaction, boolean replayed) implements OperationOutcome {}

    /** The amount exceeds what is available. */
    record AmountNotAvailable(Money available) implements OperationOutcome {}

    /** The key was used for another amount or another capture. */
    record IdempotencyKeyReused() implements OperationOutcome {}

    /** It is not possible with any amount, for instance because the payment is not part of an order. */
    record NotPossible(String reason) implements OperationOutcome {}

    /** The gateway gave no definite response. A repeated call with the same key continues the operation, and so does recovery. */
    record Unavailable() implements OperationOutcome {}

    /** There is no such payment. */
    record NoSuchPayment() implements OperationOutcome {}
}
