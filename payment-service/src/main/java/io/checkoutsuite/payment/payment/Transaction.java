package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry in the append-only transaction list of a payment.
 *
 * @param reference unique; the one sent to the gateway, if one was sent
 * @param parent the reference of the transaction that this one reverses or follows
 * @param failure null if it took effect
 * @param idempotencyKey the caller's key of an operation after checkout
 */
public record Transaction(
        TransactionType type,
        String reference,
        @Nullable String parent,
        String requestId,
        TransactionSource source,
        Money amount,
        boolean success,
        @Nullable TransactionFailureType failure,
        @Nullable DeclineType declineType,
        @Nullable String idempotencyKey,
        Instant at) {

    /** @throws IllegalArgumentException if it both took effect and failed, or neither */
    public Transaction {
        if (success != (failure == null)) {
            throw new IllegalArgumentException("A transaction either took effect or has a failure");
        }
    }

    public static Transaction effective(
            TransactionType type, String reference, @Nullable String parent, Origin origin, Money amount) {
        return new Transaction(
                type,
                reference,
                parent,
                origin.requestId(),
                origin.source(),
                amount,
                true,
                null,
                null,
                null,
                origin.at());
    }

    public static Transaction failed(
            TransactionType type,
            String reference,
            @Nullable String parent,
            Origin origin,
            Money amount,
            TransactionFailureType failure,
            @Nullable DeclineType declineType) {
        return new Transaction(
                type,
                reference,
                parent,
                origin.requestId(),
                origin.source(),
                amount,
                false,
                failure,
                declineType,
                null,
                origin.at());
    }

    /** The outcome of an operation. */
    public static Transaction of(PendingOperation operation, Origin origin, boolean success) {
        return new Transaction(
                operation.type(),
                operation.reference(),
                operation.parent(),
                origin.requestId(),
                origin.source(),
                operation.amount(),
                success,
                success ? null : TransactionFailureType.REFUSED,
                null,
                operation.idempotencyKey(),
                origin.at());
    }

    public Transaction withIdempotencyKey(String key) {
        return new Transaction(
                type, reference, parent, requestId, source, amount, success, failure, declineType, key, at);
    }

    public boolean is(TransactionType wanted) {
        return type == wanted;
    }

    /** What a transaction is recorded for, and when. */
    public record Origin(String requestId, TransactionSource source, Instant at) {}
}
