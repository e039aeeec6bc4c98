package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import io.checkoutsuite.payment.payment.PendingOperation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An authorization whose request has arrived. */
public sealed interface BegunAuthorization extends Authorization
        permits Running, Awaiting, HeldAuthorization, FailedAuthorization {

    AttemptedPayments attempted();

    /** The same state with the next version of its payments. */
    BegunAuthorization with(AttemptedPayments next);

    @Override
    default String tenant() {
        return attempted().tenant();
    }

    @Override
    default String requestId() {
        return attempted().requestId();
    }

    @Override
    default long version() {
        return attempted().version();
    }

    @Override
    default Instant createdAt() {
        return attempted().createdAt();
    }

    @Override
    default List<Payment> payments() {
        return attempted().payments();
    }

    default PaymentPurpose purpose() {
        return attempted().purpose();
    }

    default List<OrphanedHold> orphanedHolds() {
        return attempted().orphanedHolds();
    }

    /** @throws IllegalArgumentException if it has no such payment */
    default Payment payment(String paymentId) {
        return payments().stream()
                .filter(payment -> payment.paymentId().equals(paymentId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id() + " has no payment " + paymentId));
    }

    /** How the gateway knows this payment under its current reference. */
    default GatewayReference gatewayReference(Payment payment) {
        return payment.gatewayReference(tenant(), requestId(), purpose().orderNumber());
    }

    /** Whether it was begun by a request for the same payments. */
    default boolean isFor(PaymentPurpose purpose, List<PaymentIntent> intents) {
        return purpose.equals(purpose())
                && intents.equals(payments().stream().map(Payment::intent).toList());
    }

    /** Whether both belong to the same try and therefore have the same references. */
    default boolean isSameTry(BegunAuthorization other) {
        return attempted().attempt() == other.attempted().attempt();
    }

    /** Whether calls are pending that the state does not show: operations, releases of orphaned holds, or the announcement of a result. */
    default boolean hasPendingOperations() {
        return !orphanedHolds().isEmpty()
                || hasResultToAnnounce()
                || payments().stream()
                        .anyMatch(payment -> !payment.pendingOperations().isEmpty());
    }

    /** Whether money of a pending payment is still expected. */
    default boolean isMoneyExpected() {
        return payments().stream()
                .anyMatch(payment -> payment.ledger().awaited().signum() > 0);
    }

    /** Since when the oldest of its operations is pending; empty if none is. */
    default Optional<Instant> oldestPendingOperation() {
        return payments().stream()
                .flatMap(payment -> payment.pendingOperations().stream())
                .map(PendingOperation::at)
                .min(Comparator.naturalOrder());
    }

    /** Whether its checkout may still wait for a result that is known. */
    default boolean hasResultToAnnounce() {
        return attempted().isResultUnannounced()
                && switch (state()) {
                    case RUNNING, AWAITING, REVERSING, REVERSAL_FAILED -> false;
                    case AUTHORIZED, REFUSED, UNAVAILABLE, REVERSED, BOUND -> true;
                };
    }

    /** Records that its checkout knows that there is a result. */
    default BegunAuthorization announced() {
        return with(attempted().announced());
    }

    /** Whether this hold of an earlier try still has to be released. */
    default boolean hasOrphanedHold(OrphanedHold orphan) {
        return orphanedHolds().stream().anyMatch(known -> known.reference().equals(orphan.reference()));
    }

    /** Adds holds of an earlier try, which have to be released. */
    default BegunAuthorization withOrphanedHolds(List<Payment> held, Instant now) {
        return with(attempted().withOrphanedHolds(held, now));
    }

    /** Records that a hold of an earlier try is released. */
    default BegunAuthorization withReleased(OrphanedHold orphan, List<Payment> released) {
        return with(attempted().withReleased(orphan, released));
    }

    /** Records that a hold of an earlier try could not be released yet. */
    default BegunAuthorization withPostponed(OrphanedHold orphan, List<Payment> asked, Instant retryAt) {
        return with(attempted().withPostponed(orphan, asked, retryAt));
    }
}
