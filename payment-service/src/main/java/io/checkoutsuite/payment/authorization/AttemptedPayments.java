package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an authorization consists of in every state, once its request has arrived.
 *
 * @param version incremented by each change; a change is written only over the version that it was made from
 * @param attempt the number of the current try, from 1; each try has references of its own
 * @param isResultUnannounced whether a checkout that waits for the result was not told yet that there is one
 * @param orphanedHolds holds of earlier tries that are being released
 */
public record AttemptedPayments(
        String tenant,
        String requestId,
        long version,
        PaymentPurpose purpose,
        List<Payment> payments,
        int attempt,
        List<OrphanedHold> orphanedHolds,
        boolean isResultUnannounced,
        Instant createdAt) {

    public AttemptedPayments {
        payments = List.copyOf(payments);
        orphanedHolds = List.copyOf(orphanedHolds);
    }

    static AttemptedPayments first(
            String tenant, String requestId, PaymentPurpose purpose, List<PaymentIntent> intents, Instant now) {
        Origin origin = new Origin(requestId, TransactionSource.CHECKOUT, now);
        List<Payment> payments = IntStream.range(0, intents.size())
                .mapToObj(index -> Payment.intended(intents.get(index), requestId + "-" + index, origin))
                .toList();
        return new AttemptedPayments(tenant, requestId, 0, purpose, payments, 1, List.of(), false, now);
    }

    AttemptedPayments next() {
        return next(payments);
    }

    AttemptedPayments next(List<Payment> nextPayments) {
        return next(nextPayments, attempt, orphanedHolds);
    }

    /** Adds the transactions that the others have for the same payments. */
    AttemptedPayments nextMerged(List<Payment> others) {
        return next(merged(others));
    }

    /** Gives each payment a new reference, because the gateways have closed the old ones. */
    AttemptedPayments nextTry() {
        List<Payment> again = IntStream.range(0, payments.size())
                .mapToObj(index -> payments.get(index).withReference(requestId + "-" + index + "-try" + (attempt + 1)))
                .toList();
        return next(again, attempt + 1, orphanedHolds);
    }

    /** Adds holds of an earlier try, which are due for release at once. */
    AttemptedPayments withOrphanedHolds(List<Payment> held, Instant now) {
        Stream<OrphanedHold> more = held.stream()
                .filter(payment -> orphanedHolds.stream().noneMatch(known -> known.isOf(payment)))
                .map(payment -> new OrphanedHold(payment.paymentId(), payment.reference(), now));
        return next(
                merged(held),
                attempt,
                Stream.concat(orphanedHolds.stream(), more).toList());
    }

    AttemptedPayments withReleased(OrphanedHold orphan, List<Payment> released) {
        return next(merged(released), attempt, without(orphan).toList());
    }

    AttemptedPayments withPostponed(OrphanedHold orphan, List<Payment> asked, Instant retryAt) {
        return next(
                merged(asked),
                attempt,
                Stream.concat(
                                without(orphan),
                                Stream.of(new OrphanedHold(orphan.paymentId(), orphan.reference(), retryAt)))
                        .toList());
    }

    private Stream<OrphanedHold> without(OrphanedHold orphan) {
        return orphanedHolds.stream().filter(other -> !other.reference().equals(orphan.reference()));
    }

    private List<Payment> merged(List<Payment> others) {
        return payments.stream()
                .map(payment -> others.stream()
                        .filter(other -> other.paymentId().equals(payment.paymentId()))
                        .findFirst()
                        .map(other -> payment.with(other.transactions()))
                        .orElse(payment))
                .toList();
    }

    /** The same version, of which the result has to be announced. */
    AttemptedPayments withResultUnannounced() {
        return new AttemptedPayments(
                tenant, requestId, version, purpose, payments, attempt, orphanedHolds, true, createdAt);
    }

    AttemptedPayments announced() {
        return new AttemptedPayments(
                tenant, requestId, version + 1, purpose, payments, attempt, orphanedHolds, false, createdAt);
    }

    private AttemptedPayments next(List<Payment> nextPayments, int nextAttempt, List<OrphanedHold> nextOrphanedHolds) {
        return new AttemptedPayments(
                tenant,
                requestId,
                version + 1,
                purpose,
                nextPayments,
                nextAttempt,
                nextOrphanedHolds,
                isResultUnannounced,
                createdAt);
    }
}
