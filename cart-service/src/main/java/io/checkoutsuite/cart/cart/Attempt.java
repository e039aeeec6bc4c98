package io.checkoutsuite.cart.cart;

import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to check a cart out, kept for audit whether it succeeded or not.
 *
 * @param orderNumber fixed before anything is paid, so that the gateway knows it
 * @param formerStatus what the cart goes back to if the attempt fails
 * @param key hash over caller, path and Idempotency-Key; null if none was sent
 * @param bodyHash of the submit's body
 * @param askedBy the token's subject, or guest
 * @param expectedTotal what the buyer was shown; null if the caller did not say
 * @param fence grows each time another process takes the attempt over: only the process that saw the last number may write
 * @param leaseUntil after that any process may take it over; the process that runs it moves this on
 * @param async true if the submit was answered at once, before the decision; null otherwise
 * @param rollback why it is being rolled back; null while it may still be completed, and once it is decided
 * @param outcome null while it is running
 * @param payments what was authorized, as its completion said; empty unless completed
 * @param failures everything that went wrong, as it happened
 * @param undo what was not undone at once; null if nothing
 * @param answer what was answered; null while it is running
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
        @Nullable Undo undo,
        @Nullable Answer answer) {

    private static final long FIRST_FENCE = 1;

    public Attempt {
        // Attempts that were stored by an older version have neither.
        payments = payments == null ? List.of() : List.copyOf(payments);
        failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** How an attempt ended. */
    public enum Outcome {
        COMPLETED,
        ROLLED_BACK
    }

    /**
     * The decision that an attempt fails, before its activities are compensated: from here on nobody completes it.
     *
     * @param failures everything that went wrong so far
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

    /** Whether another process ran it before: nobody knows how far that one came. */
    public boolean isTakenOver() {
        return fence > FIRST_FENCE;
    }

    /** Whether the submit was answered before the decision. */
    public boolean isAsync() {
        return Boolean.TRUE.equals(async);
    }

    public Attempt completed(Instant now, List<PaymentSummary> authorized, Answer given) {
        return decided(Outcome.COMPLETED, now, null, authorized, List.of(), null, given);
    }

    /** @param toUndo what is still to be undone; null if nothing */
    public Attempt rolledBack(
            Instant now, AttemptFailure why, List<ActivityFailure> all, @Nullable Undo toUndo, Answer given) {
        return decided(Outcome.ROLLED_BACK, now, why, List.of(), all, toUndo, given);
    }

    private Attempt decided(
            Outcome how,
            Instant now,
            @Nullable AttemptFailure why,
            List<PaymentSummary> authorized,
            List<ActivityFailure> all,
            @Nullable Undo toUndo,
            Answer given) {
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
                toUndo,
                given);
    }
}
