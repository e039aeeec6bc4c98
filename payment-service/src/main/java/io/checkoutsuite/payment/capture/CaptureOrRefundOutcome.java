package io.checkoutsuite.payment.capture;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.payment.Transaction;

/** The outcome of a capture or refund. */
public sealed interface CaptureOrRefundOutcome {

    /**
     * The gateway responded.
     *
     * @param transaction with its success or failure
     * @param replayed whether an earlier call with the same key performed it
     */
    record Recorded(Transaction transaction, boolean replayed) implements CaptureOrRefundOutcome {}

    /** The amount exceeds what is available. */
    record AmountNotAvailable(Money available) implements CaptureOrRefundOutcome {}

    /** The key was used for another amount. */
    record IdempotencyKeyReused() implements CaptureOrRefundOutcome {}

    /** The payment is not part of an order, is in another currency, or has too many transactions. */
    record NotPossible(String reason) implements CaptureOrRefundOutcome {}

    /** The gateway gave no definite response. A repeated call with the same key continues the operation, and so does recovery. */
    record Unavailable() implements CaptureOrRefundOutcome {}

    /** There is no such payment. */
    record NoSuchPayment() implements CaptureOrRefundOutcome {}
}
