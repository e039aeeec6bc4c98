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
 * All payments of one checkout attempt: one document, so that each step of theirs is one write.
 *
 * @param id tenant/requestId
 * @param version grows with each change; a change is written only over the version it was made from
 * @param purpose null for an attempt that was reversed before it began
 * @param then what REVERSING ends in
 * @param attempt how often the gateways were gone to, from 1
 * @param claim who is at it while RUNNING or REVERSING, and when a refused reversal is tried again
 * @param reversalAttempts how many rounds of reversals were in vain
 * @param orphans holds of earlier tries that are being given back
 * @param outbox events owed, oldest first
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

    /** @throws IllegalArgumentException if its id is not that of its attempt */
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

    /** Forbids an attempt that may still be on its way. */
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

    /** @throws IllegalStateException if nobody is at it */
    Claim requiredClaim() {
        if (claim == null) {
            throw new IllegalStateException(id + " is claimed by nobody");
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

    /** Nobody is at it from now on. */
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

    /** Another try under new references: the gateways have closed the old ones. */
    Authorization restarted(Claim by) {
        List<Payment> again = IntStream.range(0, payments.size())
                .mapToObj(index -> payments.get(index).again(requestId + "-" + index + "-try" + (attempt + 1)))
                .toList();
        return to(State.RUNNING, again, List.of(), null, attempt + 1, by, 0);
    }

    Authorization authorized(List<Payment> held) {
        return to(State.AUTHORIZED, held, List.of(), null, attempt, null, 0);
    }

    /** Ends without anything held, as far as gateways were asked. */
    Authorization ended(List<Payment> told, State end, List<Decline> refusals) {
        return to(end, told, refusals, null, attempt, null, 0);
    }

    /** Could not be authorized as a whole: what may be held of it is to go back. */
    Authorization givingBack(List<Payment> told, State end, List<Decline> refusals, Claim by) {
        return to(State.REVERSING, told, refusals, end, attempt, by, 0);
    }

    /** Begins to give back whatever may be held; what the end will be is settled with it. */
    Authorization reversing(State end, Claim by) {
        return to(State.REVERSING, payments, declines, end, attempt, by, 0);
    }

    /** Begins again with what a gateway refused to give back. */
    Authorization reversingAgain(State end, Claim by) {
        return to(State.REVERSING, payments, declines, end, attempt, by, reversalAttempts);
    }

    /** Somebody else's reversal is to end for good, not in a state that may be tried again. */
    Authorization reversingForGood() {
        return to(State.REVERSING, payments, declines, State.REVERSED, attempt, claim, reversalAttempts);
    }

    /** A late authorization adds what it holds, which has to go back too. */
    Authorization learning(Authorization late, State end, Claim by) {
        return to(State.REVERSING, merged(late.payments()), declines, end, attempt, by, 0);
    }

    /** Nothing was left to give back. */
    Authorization closed() {
        return to(State.REVERSED, payments, declines, null, attempt, null, 0);
    }

    Authorization bound() {
        return to(State.BOUND, payments, declines, null, attempt, null, 0);
    }

    /** After a round of reversals: at its end, refused, or to be gone on with later. */
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

    /** What is known here and what is known there of the same payments. */
    List<Payment> merged(List<Payment> others) {
        return payments.stream()
                .map(payment -> others.stream()
                        .filter(other -> other.paymentId().equals(payment.paymentId()))
                        .findFirst()
                        .map(other -> payment.with(other.transactions()))
                        .orElse(payment))
                .toList();
    }

    /** The same with holds of an earlier try, which are to go back. */
    Authorization withOrphans(List<Payment> held, Instant now) {
        List<Orphan> more = held.stream()
                .filter(payment ->
                        orphans.stream().noneMatch(known -> known.reference().equals(payment.reference())))
                .map(payment -> new Orphan(payment.paymentId(), payment.reference(), now))
                .toList();
        return withPayments(merged(held))
                .orphans(Stream.concat(orphans.stream(), more.stream()).toList());
    }

    /** Whether gateways are asked for more than its state says. */
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

    /** The same change, with these still to be given back. */
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

    /** Whether this was written under the same references as the other. */
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
