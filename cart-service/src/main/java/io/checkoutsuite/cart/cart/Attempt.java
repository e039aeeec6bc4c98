package io.checkoutsuite.cart.cart;

import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to check out a cart. It is stored for audit whether it succeeds or fails.
 *
 * @param orderNumber assigned before any payment, so that the gateway receives it
 * @param formerStatus the status that the cart returns to if the attempt fails
 * @param key hash over caller, path and Idempotency-Key; null if none was sent
 * @param bodyHash hash of the submit's body
 * @param askedBy the token's subject, or guest
 * @param expectedTotal the total that the buyer was shown; null if the caller did not send one
 * @param fence incremented whenever another process takes the attempt over; only the process that saw the latest value may write
 * @param leaseUntil the end of the lease; the process that runs the attempt renews it, and after its end any process may take the attempt over
 * @param async true if the submit was answered before the decision; null otherwise
 * @param rollback the rollback in progress; null while the attempt may still complete, and once it is decided
 * @param outcome null while the attempt is running
 * @param payments the authorized payments, as in the completion event; empty unless completed
 * @param failures all failures, in the order in which they occurred
 * @param compensation the compensation that did not succeed immediately; null if there is none
 * @param response the stored response; null while the attempt is running
 */
public record Attempt(
        String requestId,
        String orderNumber,
        CartStatus formerStatus,
        @Nullable String key,
        String bodyHash,
        String askedBy,
        Instant startedAt,
        @Nullable Money expectedTotal,
        long fence,
        Instant leaseUntil,
        @Nullable Boolean async,
        @Nullable Rollback rollback,
        @Nullable Outcome outcome,
        @Nullable Instant decidedAt,
        @Nullable AttemptFailure failure,
        List<PaymentSummary> payments,
        List<ActivityFailure> failures,
        @Nullable Compensation compensation,
        @Nullable StoredResponse response) {

    private static final long FIRST_FENCE = 1;

    public Attempt {
        // Attempts that were stored by an older version lack both fields.
        payments = payments == null ? List.of() : List.copyOf(payments);
        failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** How an attempt ended. */
    public enum Outcome {
        COMPLETED,
        ROLLED_BACK
    }

    /**
     * The decision that an attempt fails. It is written before the activities are compensated; from then on no process completes the attempt.
     *
     * @param failures all failures so far
     */
    public record Rollback(AttemptFailure failure, List<ActivityFailure> failures) {

        public Rollback {
            failures = List.copyOf(failures);
        }
    }

    public static Attempt begun(
            String requestId,
            String orderNumber,
            CartStatus formerStatus,
            @Nullable String key,
            String bodyHash,
            String askedBy,
            Instant startedAt,
            @Nullable Money expectedTotal,
            Instant leaseUntil,
            boolean async) {
        return new Attempt(
                requestId,
                orderNumber,
                formerStatus,
                key,
                bodyHash,
                askedBy,
                startedAt,
                expectedTotal,
                FIRST_FENCE,
                leaseUntil,
                async ? true : null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null);
    }

    public boolean isDecided() {
        return outcome != null;
    }

    /** Whether another process ran the attempt before. How far that process got is unknown. */
    public boolean isTakenOver() {
        return fence > FIRST_FENCE;
    }

    /** Whether the submit was answered before the decision. */
    public boolean isAsync() {
        return Boolean.TRUE.equals(async);
    }

    public Attempt completed(Instant now, List<PaymentSummary> authorized, StoredResponse storedResponse) {
        return decided(Outcome.COMPLETED, now, null, authorized, List.of(), null, storedResponse);
    }

    /** @param toCompensate what still has to be compensated; null if nothing */
    public Attempt rolledBack(
            Instant now,
            AttemptFailure why,
            List<ActivityFailure> all,
            @Nullable Compensation toCompensate,
            StoredResponse storedResponse) {
        return decided(Outcome.ROLLED_BACK, now, why, List.of(), all, toCompensate, storedResponse);
    }

    private Attempt decided(
            Outcome how,
            Instant now,
            @Nullable AttemptFailure why,
            List<PaymentSummary> authorized,
            List<ActivityFailure> all,
            @Nullable Compensation toCompensate,
            StoredResponse storedResponse) {
        return new Attempt(
                requestId,
                orderNumber,
                formerStatus,
                key,
                bodyHash,
                askedBy,
                startedAt,
                expectedTotal,
                fence,
                leaseUntil,
                async,
                null,
                how,
                now,
                why,
                authorized,
                all,
                toCompensate,
                storedResponse);
    }
}
