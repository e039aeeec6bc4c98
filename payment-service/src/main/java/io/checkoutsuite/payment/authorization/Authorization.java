package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.payment.authorization.Transaction.Occasion;
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
 * @param then the state that follows REVERSING
 * @param attempt the number of the current try, from 1; each try has references of its own
 * @param claim who works on it while RUNNING or REVERSING; without an owner, the time of the next retry of a reversal
 * @param reversalAttempts the number of reversal rounds that did not complete
 * @param orphans holds of earlier tries that are being released
 * @param outbox events still to be published, oldest first
 */
public record Authorization(
        String id,
        String tenant,
        String requestId,
        long version,
        State state,
        @Nullable Purpose purpose,
        List<Payment> payments,
        List<Decline> declines,
        @Nullable State then,
        int attempt,
        @Nullable Claim claim,
        int reversalAttempts,
        Instant createdAt,
        List<Orphan> orphans,
        List<OutboxEntry> outbox) {

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
        orphans = orphans == null ? List.of() : List.copyOf(orphans);
        outbox = outbox == null ? List.of() : List.copyOf(outbox);
    }

    public static String key(String tenant, String requestId) {
        return tenant + "/" + requestId;
    }

    static Authorization begun(
            String tenant, String requestId, Purpose purpose, List<Intent> intents, Claim claim, Instant now) {
        Occasion occasion = new Occasion(requestId, TransactionSource.CHECKOUT, now);
        List<Payment> payments = IntStream.range(0, intents.size())
                .mapToObj(index -> Payment.meant(intents.get(index), requestId + "-" + index, occasion))
                .toList();
        return new Authorization(
                key(tenant, requestId),
                tenant,
                requestId,
                0,
                State.RUNNING,
                purpose,
                payments,
                List.of(),
                null,
                1,
                claim,
                0,
                now,
                List.of(),
                List.of());
    }

    /** Closes an attempt whose request may still arrive. */
    static Authorization tombstone(String tenant, String requestId, Instant now) {
        return new Authorization(
                key(tenant, requestId),
                tenant,
                requestId,
                0,
                State.REVERSED,
                null,
                List.of(),
                List.of(),
                null,
                1,
                null,
                0,
                now,
                List.of(),
                List.of());
    }

    /** @throws IllegalStateException for a tombstone, which has none */
    public Purpose requiredPurpose() {
        if (purpose == null) {
            throw new IllegalStateException(id + " was reversed before it began");
        }
        return purpose;
    }

    boolean isFor(Purpose wanted, List<Intent> intents) {
        return wanted.equals(purpose)
                && intents.equals(payments.stream().map(Payment::intent).toList());
    }

    /** @throws IllegalStateException if nobody has the lease */
    Claim requiredClaim() {
        if (claim == null) {
            throw new IllegalStateException(id + " has no lease");
        }
        return claim;
    }

    boolean isClaimedBy(@Nullable Claim other) {
        return claim != null && other != null && claim.owner().equals(other.owner());
    }

    boolean isFree(Instant now) {
        return claim == null || claim.isOver(now);
    }

    boolean mayTryAgain() {
        return attempt < MOST_ATTEMPTS;
    }

    Authorization claimed(Claim by) {
        return to(state, payments, declines, then, attempt, by, reversalAttempts);
    }

    /** Releases the lease. */
    Authorization free(Instant now) {
        return new Authorization(
                id,
                tenant,
                requestId,
                version,
                state,
                purpose,
                payments,
                declines,
                then,
                attempt,
                new Claim("nobody", now),
                reversalAttempts,
                createdAt,
                orphans,
                outbox);
    }

    /** Starts another try under new references, because the gateways have closed the old ones. */
    Authorization restarted(Claim by) {
        List<Payment> again = IntStream.range(0, payments.size())
                .mapToObj(index -> payments.get(index).again(requestId + "-" + index + "-try" + (attempt + 1)))
                .toList();
        return to(State.RUNNING, again, List.of(), null, attempt + 1, by, 0);
    }

    Authorization authorized(List<Payment> held) {
        return to(State.AUTHORIZED, held, List.of(), null, attempt, null, 0);
    }

    /** Ends with nothing held at the gateways that were called. */
    Authorization ended(List<Payment> told, State end, List<Decline> refusals) {
        return to(end, told, refusals, null, attempt, null, 0);
    }

    /** The attempt could not be authorized as a whole, so whatever may be held has to be reversed. */
    Authorization givingBack(List<Payment> told, State end, List<Decline> refusals, Claim by) {
        return to(State.REVERSING, told, refusals, end, attempt, by, 0);
    }

    /** Starts to reverse whatever may be held, and records the state that follows. */
    Authorization reversing(State end, Claim by) {
        return to(State.REVERSING, payments, declines, end, attempt, by, 0);
    }

    /** Restarts a reversal that did not complete. */
    Authorization reversingAgain(State end, Claim by) {
        return to(State.REVERSING, payments, declines, end, attempt, by, reversalAttempts);
    }

    /** Makes the running reversal of another call final: it ends as REVERSED, which cannot be retried. */
    Authorization reversingForGood() {
        return to(State.REVERSING, payments, declines, State.REVERSED, attempt, claim, reversalAttempts);
    }

    /** Adds the holds of a late authorization, which have to be reversed too. */
    Authorization learning(Authorization late, State end, Claim by) {
        return to(State.REVERSING, merged(late.payments()), declines, end, attempt, by, 0);
    }

    /** Closes an authorization that has nothing left to reverse. */
    Authorization closed() {
        return to(State.REVERSED, payments, declines, null, attempt, null, 0);
    }

    Authorization bound() {
        return to(State.BOUND, payments, declines, null, attempt, null, 0);
    }

    /** Records a round of reversals: it is complete, refused, or to be continued later. */
    Authorization reversed(Reversals round, State end, List<Decline> refusals, Instant now, PaymentSettings settings) {
        List<Payment> merged = merged(round.payments());
        return switch (round.outcome()) {
            case COMPLETE -> to(end, merged, refusals, null, attempt, null, 0);
            case REFUSED ->
                inVain(
                        State.REVERSAL_FAILED,
                        merged,
                        refusals,
                        end,
                        settings.pauseAfterRefusal(reversalAttempts).map(now::plus));
            case TROUBLE ->
                inVain(
                        State.REVERSING,
                        merged,
                        refusals,
                        end,
                        Optional.of(now.plus(settings.pauseAfterTrouble(reversalAttempts))));
        };
    }

    private Authorization inVain(
            State next, List<Payment> merged, List<Decline> refusals, State end, Optional<Instant> again) {
        Claim nobody = again.map(at -> new Claim("nobody", at)).orElse(null);
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
    Authorization withOrphans(List<Payment> held, Instant now) {
        List<Orphan> more = held.stream()
                .filter(payment ->
                        orphans.stream().noneMatch(known -> known.reference().equals(payment.reference())))
                .map(payment -> new Orphan(payment.paymentId(), payment.reference(), now))
                .toList();
        return withPayments(merged(held))
                .orphans(Stream.concat(orphans.stream(), more.stream()).toList());
    }

    /** Whether gateway calls are pending that the state does not show: captures, refunds, or releases of orphaned holds. */
    public boolean isAsking() {
        return !orphans.isEmpty()
                || payments.stream().anyMatch(payment -> !payment.underWay().isEmpty());
    }

    boolean isToGiveBack(Orphan orphan) {
        return orphans.stream().anyMatch(known -> known.reference().equals(orphan.reference()));
    }

    Authorization withoutOrphan(Orphan orphan) {
        return orphans(orphans.stream()
                .filter(other -> !other.reference().equals(orphan.reference()))
                .toList());
    }

    Authorization withOrphan(Orphan again) {
        return orphans(Stream.concat(orphans.stream(), Stream.of(again)).toList());
    }

    /** Replaces the orphaned holds as part of the same change, so the version stays the same. */
    private Authorization orphans(List<Orphan> left) {
        return new Authorization(
                id,
                tenant,
                requestId,
                version,
                state,
                purpose,
                payments,
                declines,
                then,
                attempt,
                claim,
                reversalAttempts,
                createdAt,
                left,
                outbox);
    }

    Authorization withPayments(List<Payment> changed) {
        return to(state, changed, declines, then, attempt, claim, reversalAttempts);
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
            State next,
            List<Payment> nextPayments,
            List<Decline> nextDeclines,
            @Nullable State nextThen,
            int nextAttempt,
            @Nullable Claim nextClaim,
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
                nextThen,
                nextAttempt,
                nextClaim,
                nextReversalAttempts,
                createdAt,
                orphans,
                outbox);
    }
}
