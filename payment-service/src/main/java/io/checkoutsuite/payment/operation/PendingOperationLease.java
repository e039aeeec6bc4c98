package io.checkoutsuite.payment.operation;

import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.StatusChanges;
import io.checkoutsuite.payment.lease.Fence;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PendingOperation;
import io.checkoutsuite.payment.payment.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The lease of one call on an operation. Other payments and other operations of the same document proceed independently. */
final class PendingOperationLease implements Fence {

    private final Authorizations authorizations;
    private final PaymentSettings settings;
    private final Clock clock;
    private final String paymentId;
    private final PendingOperation operation;
    private final Lease lease;
    private Bound current;
    private Instant until;

    /** @param leased as written, with the operation under the lease of this call */
    PendingOperationLease(
            Authorizations authorizations,
            PaymentSettings settings,
            Clock clock,
            Bound leased,
            String paymentId,
            PendingOperation operation) {
        this.authorizations = authorizations;
        this.settings = settings;
        this.clock = clock;
        this.paymentId = paymentId;
        this.operation = operation;
        this.lease = operation.lease();
        this.current = leased;
        this.until = lease.until();
    }

    @Override
    public boolean covers(Duration call) {
        if (!until.isBefore(clock.instant().plus(call))) {
            return true;
        }
        Instant later = clock.instant().plus(settings.lease());
        boolean renewed = change(payment -> payment.withPendingOperation(operation.withLease(lease.until(later))));
        until = renewed ? later : until;
        return renewed;
    }

    /** Records the outcome; empty if another call has the lease now. */
    Optional<Transaction> record(Transaction outcome) {
        return change(payment -> payment.withOutcome(operation, outcome))
                ? current.payment(paymentId).transactions().stream()
                        .filter(known -> known.reference().equals(operation.reference()))
                        .findFirst()
                : Optional.empty();
    }

    /** Releases the lease, so that a repeated request can proceed at once. */
    void release() {
        change(payment -> payment.withPendingOperation(operation.withLease(lease.until(clock.instant()))));
    }

    /** Returns false if this call has lost the lease. Concurrent changes of other parts of the document are kept. */
    private boolean change(UnaryOperator<Payment> change) {
        while (isHeld()) {
            Bound changed = current.withPayment(paymentId, change);
            if (authorizations.change(changed, StatusChanges.between(current, changed, clock.instant()))) {
                current = changed;
                return true;
            }
            current = authorizations
                    .of(current.tenant(), current.requestId())
                    .map(Bound.class::cast)
                    .orElseThrow(() -> new IllegalStateException(current.id() + " no longer exists"));
        }
        return false;
    }

    private boolean isHeld() {
        return current.payment(paymentId)
                .pendingOperations(operation.reference())
                .filter(known -> known.isLeasedBy(lease))
                .isPresent();
    }
}
