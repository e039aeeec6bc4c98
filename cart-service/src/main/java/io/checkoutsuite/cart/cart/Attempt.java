package io.checkoutsuite.cart.cart;

import io.checkoutsuite.events.PaymentSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to check out a cart. It is stored for audit whether it succeeds or fails.
 *
 * <p>A claim begins it as {@link Running}. It ends as {@link Completed}, or as {@link RolledBack}. If activities have to be compensated, it is
 * {@link RollingBack} in between, and no process can complete it any more. While a payment waits for its buyer or its gateway, it is
 * {@link AwaitingPayment}, and no process runs it.
 */
public sealed interface Attempt {

    long FIRST_FENCE = 1;

    Claim claim();

    /** Incremented whenever another process takes the attempt over; only the process that saw the latest value may write. */
    long fence();

    /** All recorded failures, in the order in which they occurred; none are recorded before an attempt fails. */
    List<ActivityFailure> failures();

    default String requestId() {
        return claim().requestId();
    }

    default String orderNumber() {
        return claim().orderNumber();
    }

    static Running begun(Claim claim, Instant leaseUntil) {
        return new Running(claim, FIRST_FENCE, leaseUntil, null);
    }

    /** An attempt that some process has to run to its decision. */
    sealed interface Undecided extends Attempt {

        /** The end of the lease. The process that runs the attempt renews it, and after its end any process may take the attempt over. */
        Instant leaseUntil();

        /** Since when the attempt has been running without waiting for a payment. */
        default Instant runningSince() {
            return claim().startedAt();
        }

        /** Whether another process ran the attempt before. How far that process got is unknown. */
        default boolean isTakenOver() {
            return fence() > FIRST_FENCE;
        }

        /**
         * @param failures all failures, in the order in which they occurred
         * @param compensation what still has to be compensated; null if nothing
         */
        default RolledBack rollBack(
                Instant now,
                AttemptFailure failure,
                List<ActivityFailure> failures,
                @Nullable Compensation compensation,
                StoredResponse response) {
            return new RolledBack(claim(), fence(), now, failure, failures, compensation, response);
        }
    }

    /**
     * The attempt may still complete.
     *
     * @param resumedAt when it continued after it had waited for a payment; null if it never waited
     */
    record Running(
            Claim claim,
            long fence,
            Instant leaseUntil,
            @Nullable Instant resumedAt) implements Undecided {

        @Override
        public Instant runningSince() {
            return resumedAt == null ? claim.startedAt() : resumedAt;
        }

        /** @param askAt when the result is asked for, if nobody announces it before */
        public AwaitingPayment await(AwaitedPayment awaited, Instant askAt) {
            return new AwaitingPayment(claim, fence, askAt, awaited);
        }

        @Override
        public List<ActivityFailure> failures() {
            return List.of();
        }

        public Completed complete(Instant now, List<PaymentSummary> payments, StoredResponse response) {
            return new Completed(claim, fence, now, payments, List.of(), response);
        }

        /** @param failures all failures so far */
        public RollingBack beginRollback(AttemptFailure failure, List<ActivityFailure> failures) {
            return new RollingBack(claim, fence, leaseUntil, failure, failures);
        }
    }

    /**
     * A payment waits for its buyer or its gateway. No process runs the attempt, and everything that it holds stays held.
     *
     * @param leaseUntil when any process may resume the attempt to ask for the result; it may also do so earlier, if there is one
     */
    record AwaitingPayment(Claim claim, long fence, Instant leaseUntil, AwaitedPayment awaited) implements Undecided {

        @Override
        public List<ActivityFailure> failures() {
            return List.of();
        }
    }

    /**
     * It is decided that the attempt fails. This is written before its activities are compensated.
     *
     * @param failures all failures so far
     */
    record RollingBack(
            Claim claim, long fence, Instant leaseUntil, AttemptFailure failure, List<ActivityFailure> failures)
            implements Undecided {

        public RollingBack {
            failures = List.copyOf(failures);
        }
    }

    /** How an attempt ended. */
    enum Outcome {
        COMPLETED,
        ROLLED_BACK
    }

    /** An attempt with an outcome, which never changes. */
    sealed interface Decided extends Attempt {

        Outcome outcome();

        Instant decidedAt();

        /** Failures after the decision are added, and of too many the oldest are dropped. */
        @Override
        List<ActivityFailure> failures();

        /** The response to the submit. */
        StoredResponse response();
    }

    /** The cart is sold. */
    record Completed(
            Claim claim,
            long fence,
            Instant decidedAt,
            List<PaymentSummary> payments,
            List<ActivityFailure> failures,
            StoredResponse response)
            implements Decided {

        public Completed {
            payments = List.copyOf(payments);
            failures = List.copyOf(failures);
        }

        @Override
        public Outcome outcome() {
            return Outcome.COMPLETED;
        }
    }

    /**
     * The attempt failed, and nothing of it may stay held.
     *
     * @param compensation the activities that were not compensated before the decision; null if there were none
     */
    record RolledBack(
            Claim claim,
            long fence,
            Instant decidedAt,
            AttemptFailure failure,
            List<ActivityFailure> failures,
            @Nullable Compensation compensation,
            StoredResponse response)
            implements Decided {

        public RolledBack {
            failures = List.copyOf(failures);
        }

        @Override
        public Outcome outcome() {
            return Outcome.ROLLED_BACK;
        }
    }
}
