package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Claim;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is stored in its cart. The outcome tells its states apart; while there is none, a rollback shows that the attempt fails.
 *
 * @param async true if the submit was answered before the decision; absent otherwise
 * @param leaseUntil only while there is no outcome
 * @param resumedAt only while there is no outcome, and only after it waited for a payment
 * @param awaited only while it waits for a payment
 * @param rollback only while there is no outcome
 * @param decidedAt only with an outcome, as is the response
 * @param failure only of an attempt that was rolled back, as is the compensation
 * @param payments only of a completed attempt
 */
record AttemptDocument(
        String requestId,
        String orderNumber,
        CartStatus formerStatus,
        String key,
        String bodyHash,
        String askedBy,
        Instant startedAt,
        @Nullable Money expectedTotal,
        @Nullable Boolean async,
        long fence,
        @Nullable Instant leaseUntil,
        @Nullable Instant resumedAt,
        @Nullable AwaitedPayment awaited,
        @Nullable RollbackDocument rollback,
        Attempt.@Nullable Outcome outcome,
        @Nullable Instant decidedAt,
        @Nullable AttemptFailure failure,
        @Nullable List<PaymentSummary> payments,
        @Nullable List<ActivityFailure> failures,
        @Nullable CompensationDocument compensation,
        @Nullable StoredResponse response) {

    /** The decision that an attempt fails, before its activities are compensated. */
    record RollbackDocument(AttemptFailure failure, List<ActivityFailure> failures) {

        static RollbackDocument of(Attempt.RollingBack failed) {
            return new RollbackDocument(failed.failure(), failed.failures());
        }
    }

    static AttemptDocument of(Attempt attempt) {
        Claim claim = attempt.claim();
        Submission submission = claim.submission();
        return new AttemptDocument(
                claim.requestId(),
                claim.orderNumber(),
                claim.formerStatus(),
                submission.key(),
                submission.bodyHash(),
                submission.askedBy(),
                claim.startedAt(),
                submission.expectedTotal(),
                submission.async() ? true : null,
                attempt.fence(),
                attempt instanceof Attempt.Undecided undecided ? undecided.leaseUntil() : null,
                attempt instanceof Attempt.Running running ? running.resumedAt() : null,
                attempt instanceof Attempt.AwaitingPayment waiting ? waiting.awaited() : null,
                attempt instanceof Attempt.RollingBack failed ? RollbackDocument.of(failed) : null,
                attempt instanceof Attempt.Decided decided ? decided.outcome() : null,
                attempt instanceof Attempt.Decided decided ? decided.decidedAt() : null,
                attempt instanceof Attempt.RolledBack rolledBack ? rolledBack.failure() : null,
                attempt instanceof Attempt.Completed completed ? completed.payments() : null,
                attempt instanceof Attempt.Decided decided ? decided.failures() : null,
                attempt instanceof Attempt.RolledBack rolledBack ? compensation(rolledBack) : null,
                attempt instanceof Attempt.Decided decided ? decided.response() : null);
    }

    private static @Nullable CompensationDocument compensation(Attempt.RolledBack rolledBack) {
        return rolledBack.compensation() == null ? null : CompensationDocument.of(rolledBack.compensation());
    }

    /** @throws InconsistentAttemptException if the document lacks a field that its state needs */
    Attempt attempt() {
        return switch (outcome) {
            case null -> undecided(required(leaseUntil, "lease"));
            case COMPLETED ->
                new Attempt.Completed(
                        claim(),
                        fence,
                        required(decidedAt, "time of decision"),
                        required(payments, "list of payments"),
                        required(failures, "list of failures"),
                        required(response, "response"));
            case ROLLED_BACK ->
                new Attempt.RolledBack(
                        claim(),
                        fence,
                        required(decidedAt, "time of decision"),
                        required(failure, "failure"),
                        required(failures, "list of failures"),
                        compensation == null ? null : compensation.compensation(),
                        required(response, "response"));
        };
    }

    private Attempt undecided(Instant leaseEnd) {
        if (awaited != null) {
            return new Attempt.AwaitingPayment(claim(), fence, leaseEnd, awaited);
        }
        return rollback == null
                ? new Attempt.Running(claim(), fence, leaseEnd, resumedAt)
                : new Attempt.RollingBack(claim(), fence, leaseEnd, rollback.failure(), rollback.failures());
    }

    private Claim claim() {
        return new Claim(
                requestId,
                orderNumber,
                formerStatus,
                new Submission(key, bodyHash, askedBy, expectedTotal, Boolean.TRUE.equals(async)),
                startedAt);
    }

    private <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new InconsistentAttemptException(
                    requestId + (outcome == null ? " is undecided without a " : " was decided without a ") + what);
        }
        return value;
    }
}
