package io.checkoutsuite.cart.cart;

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
 * @param leaseUntil after that anybody may decide it
 * @param outcome null while it is running
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
        Instant leaseUntil,
        @Nullable Outcome outcome,
        @Nullable Instant decidedAt,
        @Nullable AttemptFailure failure,
        List<String> undoFailures,
        @Nullable Answer answer) {

    public Attempt {
        undoFailures = List.copyOf(undoFailures);
    }

    /** How an attempt ended. */
    public enum Outcome {
        COMPLETED,
        ROLLED_BACK
    }

    public boolean isDecided() {
        return outcome != null;
    }

    public Attempt completed(Instant now, Answer given) {
        return decided(Outcome.COMPLETED, now, null, List.of(), given);
    }

    public Attempt rolledBack(Instant now, AttemptFailure why, List<String> notUndone, Answer given) {
        return decided(Outcome.ROLLED_BACK, now, why, notUndone, given);
    }

    private Attempt decided(
            Outcome how, Instant now, @Nullable AttemptFailure why, List<String> notUndone, Answer given) {
        return new Attempt(
                requestId,
                orderNumber,
                formerStatus,
                key,
                bodyHash,
                askedBy,
                startedAt,
                leaseUntil,
                how,
                now,
                why,
                notUndone,
                given);
    }
}
