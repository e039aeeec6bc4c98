package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.payment.authorization.Transaction.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All payments of one checkout attempt. They share one document, so that each step is one write.
 *
 * @param id tenant/requestId
 * @param version incremented by each change; a change is written only over the version that it was made from
 * @param purpose null for an attempt that was reversed before it began
 * @param targetState the state that follows REVERSING
 * @param attempt the number of the current try, from 1; each try has references of its own
 * @param lease who works on it while RUNNING or REVERSING; without an owner, the time of the next retry of a reversal
 * @param reversalAttempts the number of reversal rounds that did not complete
 * @param orphanedHolds holds of earlier tries that are being released
 */
public record Authorization(
        String id,
        String tenant,
        String requestId,
        long version,
        AuthorizationState state,
        @Nullable PaymentPurpose purpose,
        List<Payment> payments,
        List<Decline> declines,
        @Nullable AuthorizationState targetState,
        int attempt,
        @Nullable Lease lease,
        int reversalAttempts,
        Instant createdAt,
        List<OrphanedHold> orphanedHolds) {

    private static final int MOST_ATTEMPTS = 10;

    /** @throws IllegalArgumentException if the id does not match the tenant and the request id */
    public Authorization {
        if (!id.equals(key(tenant, requestId))) {
            throw new IllegalArgumentException(id + " is not the id of attempt " + requestId + " of " + tenant);
        }
        Objects.requireNonNull(state);
        Objects.requireNonNull(createdAt);
        payments = List.copyOf(payments);
        declines = List.copyOf(declines);
        orphanedHolds = orphanedHolds == null ? List.of() : List.copyOf(orphanedHolds);
    }

    public static String key(String tenant, String requestId) {
        return new TenantKey(tenant, requestId).id();
    }

    static Authorization begun(
            String tenant,
            String requestId,
            PaymentPurpose purpose,
            List<PaymentIntent> intents,
            Lease lease,
            Instant now) {
        Origin origin = new Origin(requestId, TransactionSource.CHECKOUT, now);
        List<Payment> payments = IntStream.range(0, intents.size())
                .mapToObj(index -> Payment.intended(intents.get(index), requestId + "-" + index, origin))
                .toList();
        return new Authorization(
                key(tenant, requestId),
                tenant,
                requestId,
                0,
                AuthorizationState.RUNNING,
                purpose,
                payments,
                List.of(),
                null,
                1,
                lease,
                0,
                now,
                List.of());
    }

    /** Closes an attempt whose request may still arrive. */
    static Authorization tombstone(String tenant, String requestId, Instant now) {
        return new Authorization(
                key(tenant, requestId),
                tenant,
                requestId,
                0,
                AuthorizationState.REVERSED,
                null,
                List.of(),
                List.of(),
                null,
                1,
                null,
                0,
                now,
                List.of());
    }

    /** @throws IllegalStateException for a tombstone, which has none */
    public PaymentPurpose requiredPurpose() {
        if (purpose == null) {
            throw new IllegalStateException(id + " was reversed before it began");
        }
        return purpose;
    }

    boolean isFor(PaymentPurpose other, List<PaymentIntent> intents) {
        return other.equals(purpose)
                && intents.equals(payments.stream().map(Payment::intent).toList());
    }

    /** @throws IllegalStateException if nobody has the lease */
    Lease requiredLease() {
        if (lease == null) {
            throw new IllegalStateException(id + " has no lease");
        }
        return lease;
    }

    boolean isLeasedBy(@Nullable Lease other) {
        return lease != null && other != null && lease.owner().equals(other.owner());
    }

    boolean isFree(Instant now) {
        return lease == null || lease.isExpired(now);
    }

    boolean mayRetry() {
        return attempt < MOST_ATTEMPTS;
    }

    Authorization withLease(Lease newLease) {
        return to(state, payments, declines, targetState, attempt, newLease, reversalAttempts);
    }

    /** Releases the lease. */
    Authorization released(Instant now) {
        return new Authorization(
                id,
                tenant,
                requestId,
                version,
                state,
                purpose,
                payments,
                declines,
                targetState,
                attempt,
                new Lease("nobody", now),
                reversalAttempts,
                createdAt,
                orphanedHolds);
    }

    /** Starts another try under new references, because the gateways have closed the old ones. */
    Authorization restarted(Lease newLease) {
        List<Payment> again = IntStream.range(0, payments.size())
                .mapToObj(index -> payments.get(index).withReference(requestId + "-" + index + "-try" + (attempt + 1)))
                .toList();
        return to(AuthorizationState.RUNNING, again, List.of(), null, attempt + 1, newLease, 0);
    }

    Authorization authorized(List<Payment> held) {
        return to(AuthorizationState.AUTHORIZED, held, List.of(), null, attempt, null, 0);
    }

    /** Ends with nothing held at the gateways that were called. */
    Authorization ended(List<Payment> processed, AuthorizationState end, List<Decline> refusals) {
        return to(end, processed, refusals, null, attempt, null, 0);
    }

    /** The attempt could not be authorized as a whole, so whatever may be held has to be reversed. */
    Authorization reversing(List<Payment> processed, AuthorizationState end, List<Decline> refusals, Lease newLease) {
        return to(AuthorizationState.REVERSING, processed, refusals, end, attempt, newLease, 0);
    }

    /** Starts to reverse whatever may be held, and records the state that follows. */
    Authorization reversing(AuthorizationState end, Lease newLease) {
        return to(AuthorizationState.REVERSING, payments, declines, end, attempt, newLease, 0);
    }

    /** Restarts a reversal that did not complete. */
    Authorization reversingAgain(AuthorizationState end, Lease newLease) {
        return to(AuthorizationState.REVERSING, payments, declines, end, attempt, newLease, reversalAttempts);
    }

    /** Makes the running reversal of another call final: it ends as REVERSED, which cannot be retried. */
    Authorization reversingForGood() {
        return to(
                AuthorizationState.REVERSING,
                payments,
                declines,
                AuthorizationState.REVERSED,
                attempt,
                lease,
                reversalAttempts);
    }

    /** Adds the holds of a late authorization, which have to be reversed too. */
    Authorization reversingLateHolds(Authorization late, AuthorizationState end, Lease newLease) {
        return to(AuthorizationState.REVERSING, merged(late.payments()), declines, end, attempt, newLease, 0);
    }

    /** Closes an authorization that has nothing left to reverse. */
    Authorization closed() {
        return to(AuthorizationState.REVERSED, payments, declines, null, attempt, null, 0);
    }

    Authorization bound() {
        return to(AuthorizationState.BOUND, payments, declines, null, attempt, null, 0);
    }

    /** Records a round of reversals: it is complete, refused, or to be continued later. */
    Authorization reversed(
            ReversalResult result,
            AuthorizationState end,
            List<Decline> refusals,
            Instant now,
            PaymentSettings settings) {
        List<Payment> merged = merged(result.payments());
        return switch (result.outcome()) {
            case COMPLETE -> to(end, merged, refusals, null, attempt, null, 0);
            case REFUSED ->
                unfinishedReversal(
                        AuthorizationState.REVERSAL_FAILED,
                        merged,
                        refusals,
                        end,
                        settings.backOffAfterRefusal(reversalAttempts).map(now::plus));
            case UNAVAILABLE ->
                unfinishedReversal(
                        AuthorizationState.REVERSING,
                        merged,
                        refusals,
                        end,
                        Optional.of(now.plus(settings.backOffAfterUnavailable(reversalAttempts))));
        };
    }

    private Authorization unfinishedReversal(
            AuthorizationState next,
            List<Payment> merged,
            List<Decline> refusals,
            AuthorizationState end,
            Optional<Instant> again) {
        Lease nobody = again.map(at -> new Lease("nobody", at)).orElse(null);
        return to(next, merged, refusals, end, attempt, nobody, reversalAttempts + 1);
    }

    /** Adds the transactions that the others have for the same payments. */
    List<Payment> merged(List<Payment> others) {
        return payments.stream()
                .map(payment -> others.stream()
                        .filter(other -> other.paymentId().equals(payment.paymentId()))
                        .findFirst()
                        .map(other -> payment.with(other.transactions()))
                        .orElse(payment))
                .toList();
    }

    /** Adds holds of an earlier try, which have to be released. */
    Authorization withOrphanedHolds(List<Payment> held, Instant now) {
        List<OrphanedHold> more = held.stream()
                .filter(payment -> orphanedHolds.stream()
                        .noneMatch(known -> known.reference().equals(payment.reference())))
                .map(payment -> new OrphanedHold(payment.paymentId(), payment.reference(), now))
                .toList();
        return withPayments(merged(held))
                .orphanedHolds(
                        Stream.concat(orphanedHolds.stream(), more.stream()).toList());
    }

    /** Whether gateway calls are pending that the state does not show: captures, refunds, or releases of orphaned holds. */
    public boolean hasPendingOperations() {
        return !orphanedHolds.isEmpty()
                || payments.stream()
                        .anyMatch(payment -> !payment.pendingOperations().isEmpty());
    }

    boolean hasOrphanedHold(OrphanedHold orphan) {
        return orphanedHolds.stream().anyMatch(known -> known.reference().equals(orphan.reference()));
    }

    Authorization withoutOrphanedHold(OrphanedHold orphan) {
        return orphanedHolds(orphanedHolds.stream()
                .filter(other -> !other.reference().equals(orphan.reference()))
                .toList());
    }

    Authorization withOrphanedHold(OrphanedHold again) {
        return orphanedHolds(
                Stream.concat(orphanedHolds.stream(), Stream.of(again)).toList());
    }

    /** Replaces the orphaned holds as part of the same change, so the version stays the same. */
    private Authorization orphanedHolds(List<OrphanedHold> remaining) {
        return new Authorization(
                id,
                tenant,
                requestId,
                version,
                state,
                purpose,
                payments,
                declines,
                targetState,
                attempt,
                lease,
                reversalAttempts,
                createdAt,
                remaining);
    }

    Authorization withPayments(List<Payment> changed) {
        return to(state, changed, declines, targetState, attempt, lease, reversalAttempts);
    }

    Authorization withPayment(String paymentId, UnaryOperator<Payment> change) {
        return withPayments(payments.stream()
                .map(payment -> payment.paymentId().equals(paymentId) ? change.apply(payment) : payment)
                .toList());
    }

    /** @throws IllegalArgumentException if it has no such payment */
    public Payment payment(String paymentId) {
        return payments.stream()
                .filter(payment -> payment.paymentId().equals(paymentId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no payment " + paymentId));
    }

    /** Whether both belong to the same try and therefore have the same references. */
    boolean isSameAttempt(Authorization other) {
        return attempt == other.attempt;
    }

    private Authorization to(
            AuthorizationState next,
            List<Payment> nextPayments,
            List<Decline> nextDeclines,
            @Nullable AuthorizationState nextTargetState,
            int nextAttempt,
            @Nullable Lease nextLease,
            int nextReversalAttempts) {
        return new Authorization(
                id,
                tenant,
                requestId,
                version + 1,
                Objects.requireNonNull(next),
                purpose,
                nextPayments,
                nextDeclines,
                nextTargetState,
                nextAttempt,
                nextLease,
                nextReversalAttempts,
                createdAt,
                orphanedHolds);
    }
}
