package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import java.time.Instant;
import java.util.List;

/** An authorization whose request has arrived. */
public sealed interface BegunAuthorization extends Authorization
        permits Running, HeldAuthorization, FailedAuthorization {

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

    /** Whether gateway calls are pending that the state does not show: captures, refunds, or releases of orphaned holds. */
    default boolean hasPendingOperations() {
        return !orphanedHolds().isEmpty()
                || payments().stream()
                        .anyMatch(payment -> !payment.pendingOperations().isEmpty());
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
