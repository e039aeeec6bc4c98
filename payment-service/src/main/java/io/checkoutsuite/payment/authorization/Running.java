package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A call is authorizing the payments at the gateways. */
public record Running(AttemptedPayments attempted, Lease lease) implements BegunAuthorization, Leased<Running> {

    public static Running begun(
            String tenant,
            String requestId,
            PaymentPurpose purpose,
            List<PaymentIntent> intents,
            Lease lease,
            Instant now) {
        return new Running(AttemptedPayments.first(tenant, requestId, purpose, intents, now), lease);
    }

    @Override
    public AuthorizationState state() {
        return AuthorizationState.RUNNING;
    }

    @Override
    public Running with(AttemptedPayments next) {
        return new Running(next, lease);
    }

    @Override
    public Running withLease(Lease newLease) {
        return new Running(attempted.next(), newLease);
    }

    @Override
    public Optional<Running> stillLeased(Authorization found) {
        return found instanceof Running running && running.lease.isSameOwner(lease)
                ? Optional.of(running)
                : Optional.empty();
    }

    /** Adds the transactions of these payments. */
    public Running withOutcomes(List<Payment> processed) {
        return new Running(attempted.nextMerged(processed), lease);
    }

    /** Whether a payment is held, as far as its transactions show. */
    public boolean isHolding() {
        return payments().stream().anyMatch(Payment::isAuthorized);
    }

    /** Adds the transactions that were found and ends the lease, so that any node may continue. */
    public Running released(List<Payment> found, Instant now) {
        return new Running(attempted.nextMerged(found), lease.until(now));
    }

    public Authorized authorized(List<Payment> processed) {
        return new Authorized(attempted.nextMerged(processed));
    }

    /** Ends with nothing held at the gateways that were called. */
    public FailedAuthorization failed(List<Payment> processed, FailureOutcome outcome) {
        return FailedAuthorization.of(attempted.nextMerged(processed), outcome);
    }

    /** The payments could not be authorized as a whole, so whatever may be held has to be reversed. */
    public Reversing reversing(List<Payment> processed, FailureOutcome target, Lease newLease) {
        return new Reversing(attempted.nextMerged(processed), target, newLease, 0);
    }

    /** Its checkout ended without an order, so whatever may be held has to be reversed. */
    public Reversing reversing(Lease newLease) {
        return new Reversing(attempted.next(), new FailureOutcome.Reversed(List.of()), newLease, 0);
    }
}
