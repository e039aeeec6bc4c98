package io.checkoutsuite.payment.store;

import io.checkoutsuite.payment.authorization.AttemptedPayments;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.FailureOutcome;
import io.checkoutsuite.payment.authorization.HeldAuthorization;
import io.checkoutsuite.payment.authorization.OrphanedHold;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.Refused;
import io.checkoutsuite.payment.authorization.ReversalFailed;
import io.checkoutsuite.payment.authorization.Reversed;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.authorization.Unavailable;
import io.checkoutsuite.payment.authorization.UnfinishedReversal;
import io.checkoutsuite.payment.authorization.Waiting;
import io.checkoutsuite.payment.payment.Payment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * The stored form of an authorization. Its state decides which fields it has.
 *
 * @param id tenant/requestId
 * @param purpose null for a tombstone
 * @param targetState the state that follows REVERSING and REVERSAL_FAILED
 * @param waiting of AWAITING, and of RUNNING after it waited
 * @param resultUnannounced true if a checkout that waits has to be told that there is a result; absent otherwise
 * @param lease of RUNNING, of AWAITING (when the outcome is looked up), REVERSING, and REVERSAL_FAILED unless it is left to operators
 */
record AuthorizationDocument(
        @Id String id,
        String tenant,
        String requestId,
        long version,
        AuthorizationState state,
        @Nullable PaymentPurpose purpose,
        List<Payment> payments,
        List<DeclinedPayment> declines,
        @Nullable AuthorizationState targetState,
        int attempt,
        @Nullable Waiting waiting,
        @Nullable Boolean resultUnannounced,
        @Nullable LeaseDocument lease,
        int reversalAttempts,
        Instant createdAt,
        List<OrphanedHold> orphanedHolds) {

    static AuthorizationDocument of(Authorization authorization) {
        return switch (authorization) {
            case Tombstone tombstone ->
                new AuthorizationDocument(
                        tombstone.id(),
                        tombstone.tenant(),
                        tombstone.requestId(),
                        tombstone.version(),
                        tombstone.state(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        1,
                        null,
                        null,
                        null,
                        0,
                        tombstone.createdAt(),
                        List.of());
            case BegunAuthorization begun ->
                new AuthorizationDocument(
                        begun.id(),
                        begun.tenant(),
                        begun.requestId(),
                        begun.version(),
                        begun.state(),
                        begun.purpose(),
                        begun.payments(),
                        declines(begun),
                        targetState(begun),
                        begun.attempted().attempt(),
                        waiting(begun),
                        begun.attempted().isResultUnannounced() ? true : null,
                        lease(begun),
                        reversalAttempts(begun),
                        begun.createdAt(),
                        begun.orphanedHolds());
        };
    }

    private static List<DeclinedPayment> declines(BegunAuthorization begun) {
        return begun instanceof FailedAuthorization failed ? failed.outcome().declines() : List.of();
    }

    private static @Nullable AuthorizationState targetState(BegunAuthorization begun) {
        return begun instanceof UnfinishedReversal unfinished ? stateAfter(unfinished.outcome()) : null;
    }

    private static AuthorizationState stateAfter(FailureOutcome outcome) {
        return switch (outcome) {
            case FailureOutcome.Refused refused -> AuthorizationState.REFUSED;
            case FailureOutcome.Unavailable unavailable -> AuthorizationState.UNAVAILABLE;
            case FailureOutcome.Reversed reversed -> AuthorizationState.REVERSED;
        };
    }

    private static @Nullable Waiting waiting(BegunAuthorization begun) {
        return switch (begun) {
            case Awaiting awaiting -> awaiting.waiting();
            case Running running -> running.waiting();
            case HeldAuthorization held -> null;
            case FailedAuthorization failed -> null;
        };
    }

    private static @Nullable LeaseDocument lease(BegunAuthorization begun) {
        return switch (begun) {
            case Running running -> LeaseDocument.of(running.lease());
            case Awaiting awaiting -> new LeaseDocument(null, awaiting.lookUpAt());
            case Reversing reversing -> LeaseDocument.of(reversing.lease());
            case ReversalFailed failed -> failed.retryAt() == null ? null : new LeaseDocument(null, failed.retryAt());
            case HeldAuthorization held -> null;
            case Refused refused -> null;
            case Unavailable unavailable -> null;
            case Reversed reversed -> null;
        };
    }

    private static int reversalAttempts(BegunAuthorization begun) {
        return begun instanceof UnfinishedReversal unfinished ? unfinished.reversalAttempts() : 0;
    }

    /** @throws RuntimeException if it lacks a field that its state requires, or is stored under the key of another attempt */
    Authorization authorization() {
        if (!id.equals(Authorization.key(tenant, requestId))) {
            throw new IllegalArgumentException(id + " is not the id of attempt " + requestId + " of " + tenant);
        }
        if (purpose == null && state == AuthorizationState.REVERSED) {
            return new Tombstone(tenant, requestId, createdAt);
        }
        AttemptedPayments attempted = new AttemptedPayments(
                tenant,
                requestId,
                version,
                Objects.requireNonNull(purpose, "purpose"),
                payments,
                attempt,
                orphanedHolds,
                Boolean.TRUE.equals(resultUnannounced),
                createdAt);
        return switch (state) {
            case RUNNING -> new Running(attempted, requiredLease().lease(), waiting);
            case AWAITING ->
                new Awaiting(
                        attempted,
                        Objects.requireNonNull(waiting, "waiting"),
                        requiredLease().until());
            case AUTHORIZED -> new Authorized(attempted);
            case REFUSED -> new Refused(attempted, declines);
            case UNAVAILABLE -> new Unavailable(attempted);
            case REVERSING ->
                new Reversing(attempted, outcome(), requiredLease().lease(), reversalAttempts);
            case REVERSED -> new Reversed(attempted, declines);
            case REVERSAL_FAILED ->
                new ReversalFailed(attempted, outcome(), lease == null ? null : lease.until(), reversalAttempts);
            case BOUND -> new Bound(attempted);
        };
    }

    private LeaseDocument requiredLease() {
        return Objects.requireNonNull(lease, "lease");
    }

    private FailureOutcome outcome() {
        return switch (Objects.requireNonNull(targetState, "targetState")) {
            case REFUSED -> new FailureOutcome.Refused(declines);
            case UNAVAILABLE -> new FailureOutcome.Unavailable();
            case REVERSED -> new FailureOutcome.Reversed(declines);
            case RUNNING, AWAITING, AUTHORIZED, REVERSING, REVERSAL_FAILED, BOUND ->
                throw new IllegalArgumentException(targetState + " does not follow a reversal");
        };
    }
}
