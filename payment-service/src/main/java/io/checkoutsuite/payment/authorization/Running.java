package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call is authorizing the payments at the gateways.
 *
 * @param waiting what it waited for before; null if it did not wait
 */
public record Running(
        AttemptedPayments attempted, Lease lease, @Nullable Waiting waiting)
        implements BegunAuthorization, Leased<Running> {

    public static Running begun(
            String tenant,
            String requestId,
            PaymentPurpose purpose,
            List<PaymentIntent> intents,
            Lease lease,
            Instant now) {
        return new Running(AttemptedPayments.first(tenant, requestId, purpose, intents, now), lease, null);
    }

    @Override
    public AuthorizationState state() {
        return AuthorizationState.RUNNING;
    }

    @Override
    public Running with(AttemptedPayments next) {
        return new Running(next, lease, waiting);
    }

    @Override
    public Running withLease(Lease newLease) {
        return new Running(attempted.next(), newLease, waiting);
    }

    @Override
    public Optional<Running> stillLeased(Authorization found) {
        return found instanceof Running running && running.lease.isSameOwner(lease)
                ? Optional.of(running)
                : Optional.empty();
    }

    /** Adds the transactions of these payments. */
    public Running withOutcomes(List<Payment> processed) {
        return new Running(attempted.nextMerged(processed), lease, waiting);
    }

    /** Whether a payment is held, as far as its transactions show. */
    public boolean isHolding() {
        return payments().stream().anyMatch(Payment::isAuthorized);
    }

    /** Adds the transactions that were found and ends the lease, so that any node may continue. */
    public Running released(List<Payment> found, Instant now) {
        return new Running(attempted.nextMerged(found), lease.until(now), waiting);
    }

    /** A payment waits for its buyer or for its gateway. */
    public Awaiting awaiting(List<Payment> processed, Waiting next, Instant lookUpAt) {
        return new Awaiting(attempted.nextMerged(processed), next, lookUpAt);
    }

    /** A checkout that waited has to be told that there is a result. */
    private AttemptedPayments concluded(List<Payment> processed) {
        AttemptedPayments next = attempted.nextMerged(processed);
        return waiting == null ? next : next.withResultUnannounced();
    }

    public Authorized authorized(List<Payment> processed) {
        return new Authorized(concluded(processed));
    }

    /** Ends with nothing held at the gateways that were called. */
    public FailedAuthorization failed(List<Payment> processed, FailureOutcome outcome) {
        return FailedAuthorization.of(concluded(processed), outcome);
    }

    /** The payments could not be authorized as a whole, so whatever may be held has to be reversed. */
    public Reversing reversing(List<Payment> processed, FailureOutcome target, Lease newLease) {
        return new Reversing(concluded(processed), target, newLease, 0);
    }

    /** Its checkout ended without an order, so whatever may be held has to be reversed. */
    public Reversing reversing(Lease newLease) {
        return new Reversing(attempted.next(), new FailureOutcome.Reversed(List.of()), newLease, 0);
    }
}
