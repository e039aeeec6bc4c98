package io.checkoutsuite.payment.capture;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.lease.LeaseWait;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PendingOperation;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.text.Sha256;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Captures and refunds: never more than is held or was captured, and once per key.
 *
 * <p>Each operation is stored before the gateway is called, and from then on its amount is no longer available. A repeated call with the
 * same key, or recovery, finds the reference that was sent to the gateway.
 */
@Slf4j
@Component
public class CapturesAndRefunds {

    private static final int MOST_TRANSACTIONS = 200;
    private static final int REFERENCE_DIGITS = 24;

    /** A call without a response is repeated once, at once. */
    private static final RetryTemplate CALLS = new RetryTemplate(RetryPolicy.builder()
            .includes(GatewayException.class)
            .maxRetries(1)
            .delay(Duration.ZERO)
            .build());

    private final Authorizations authorizations;
    private final Gateways gateways;
    private final PaymentSettings settings;
    private final LeaseWait leaseWait;
    private final Clock clock;

    public CapturesAndRefunds(Authorizations authorizations, Gateways gateways, PaymentSettings settings, Clock clock) {
        this.authorizations = authorizations;
        this.gateways = gateways;
        this.settings = settings;
        this.leaseWait = new LeaseWait(settings.inProgressTimeout());
        this.clock = clock;
    }

    /** Captures held money. */
    public CaptureOrRefundOutcome capture(String tenant, String paymentId, String idempotencyKey, Money amount) {
        return perform(tenant, paymentId, TransactionType.CAPTURE, idempotencyKey, amount);
    }

    /** Refunds captured money. */
    public CaptureOrRefundOutcome refund(String tenant, String paymentId, String idempotencyKey, Money amount) {
        return perform(tenant, paymentId, TransactionType.REFUND, idempotencyKey, amount);
    }

    private CaptureOrRefundOutcome perform(
            String tenant, String paymentId, TransactionType type, String idempotencyKey, Money amount) {
        return leaseWait.await(
                () -> performOnce(tenant, paymentId, type, idempotencyKey, amount),
                new CaptureOrRefundOutcome.Unavailable());
    }

    private CaptureOrRefundOutcome performOnce(
            String tenant, String paymentId, TransactionType type, String idempotencyKey, Money amount) {
        while (true) {
            List<BegunAuthorization> known = authorizations.withPayment(tenant, paymentId);
            if (known.isEmpty()) {
                return new CaptureOrRefundOutcome.NoSuchPayment();
            }
            Optional<Bound> bound = known.stream()
                    .filter(Bound.class::isInstance)
                    .map(Bound.class::cast)
                    .findFirst();
            if (bound.isEmpty()) {
                return new CaptureOrRefundOutcome.NotPossible("The payment is not part of an order");
            }
            Optional<CaptureOrRefundOutcome> outcome = perform(bound.get(), paymentId, type, idempotencyKey, amount);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    /**
     * Empty if it was changed concurrently; the caller reads it again.
     *
     * @throws LeasedElsewhereException if another call is performing the operation
     */
    private Optional<CaptureOrRefundOutcome> perform(
            Bound bound, String paymentId, TransactionType type, String idempotencyKey, Money amount) {
        Payment payment = bound.payment(paymentId);
        Optional<Transaction> done = payment.transactions().stream()
                .filter(transaction -> transaction.is(type) && idempotencyKey.equals(transaction.idempotencyKey()))
                .findFirst();
        if (done.isPresent()) {
            return Optional.of(
                    done.get().amount().equals(amount)
                            ? new CaptureOrRefundOutcome.Recorded(done.get(), true)
                            : new CaptureOrRefundOutcome.IdempotencyKeyReused());
        }
        Optional<PendingOperation> begun = payment.pendingOperations().stream()
                .filter(operation ->
                        operation.type() == type && operation.idempotencyKey().equals(idempotencyKey))
                .findFirst();
        if (begun.isPresent()) {
            return begun.get().amount().equals(amount)
                    ? takeOver(bound, paymentId, begun.get())
                    : Optional.of(new CaptureOrRefundOutcome.IdempotencyKeyReused());
        }
        if (!amount.currency().equals(payment.amount().currency())) {
            return Optional.of(new CaptureOrRefundOutcome.NotPossible("The payment is in another currency"));
        }
        Money available = available(payment, type);
        if (amount.compareTo(available) > 0) {
            return Optional.of(new CaptureOrRefundOutcome.AmountNotAvailable(available));
        }
        if (type == TransactionType.CAPTURE && wasCapturedForGood(payment)) {
            return Optional.of(new CaptureOrRefundOutcome.NotPossible(
                    "The gateway captures a payment only once, and releases the rest"));
        }
        if (payment.transactions().size() + payment.pendingOperations().size() >= MOST_TRANSACTIONS) {
            return Optional.of(new CaptureOrRefundOutcome.NotPossible("The payment has too many transactions"));
        }
        return acquireAndCall(
                bound,
                paymentId,
                new PendingOperation(
                        type,
                        reference(payment, type, idempotencyKey),
                        idempotencyKey,
                        amount,
                        clock.instant(),
                        settings.newLease(clock.instant())));
    }

    private Optional<CaptureOrRefundOutcome> takeOver(Bound bound, String paymentId, PendingOperation begun) {
        if (!begun.isFree(clock.instant())) {
            throw new LeasedElsewhereException(begun.reference());
        }
        return acquireAndCall(bound, paymentId, begun.withLease(settings.newLease(clock.instant())));
    }

    /** @param mine under a new lease */
    private Optional<CaptureOrRefundOutcome> acquireAndCall(Bound bound, String paymentId, PendingOperation mine) {
        // Race: of two calls that have read the same version, only one writes over it and calls the gateway.
        Bound leased = bound.withPayment(paymentId, payment -> payment.withPendingOperation(mine));
        return authorizations.change(leased, List.of())
                ? callGateway(
                        leased,
                        leased.payment(paymentId),
                        mine,
                        new PendingOperationLease(authorizations, settings, clock, leased, paymentId, mine))
                : Optional.empty();
    }

    /** Whether a capture that was made or begun has used up the hold, whatever its amount. */
    private boolean wasCapturedForGood(Payment payment) {
        return !gateways.required(payment.gateway()).capabilities().severalCaptures()
                && (payment.pendingOperations().stream()
                                .anyMatch(operation -> operation.type() == TransactionType.CAPTURE)
                        || payment.transactions().stream()
                                .anyMatch(known -> known.success() && known.is(TransactionType.CAPTURE)));
    }

    private static Money available(Payment payment, TransactionType type) {
        BigDecimal all = type == TransactionType.CAPTURE
                ? payment.ledger().open().add(payment.ledger().awaited())
                : payment.ledger().refundable();
        BigDecimal asked = payment.pendingOperations().stream()
                .filter(operation -> operation.type() == type)
                .map(operation -> operation.amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(
                all.subtract(asked).max(BigDecimal.ZERO), payment.amount().currency());
    }

    private static String reference(Payment payment, TransactionType type, String idempotencyKey) {
        String kind = type == TransactionType.CAPTURE ? "-capture-" : "-refund-";
        return payment.reference() + kind + Sha256.hex(idempotencyKey).substring(0, REFERENCE_DIGITS);
    }

    /** Calls the gateway, which acts once per reference, and records the outcome; empty if another call has the lease now. */
    private Optional<CaptureOrRefundOutcome> callGateway(
            Bound bound, Payment payment, PendingOperation operation, PendingOperationLease lease) {
        PaymentGateway gateway = gateways.required(payment.gateway());
        GatewayReference reference = bound.gatewayReference(payment);
        try {
            return CALLS.invoke(() -> lease.covers(gateway.timeout())
                    ? record(bound, payment, operation, lease, callGateway(gateway, reference, operation))
                    : Optional.empty());
        } catch (GatewayException unavailable) {
            log.warn("{} has no outcome yet: {}", operation.reference(), unavailable.getMessage());
            lease.release();
            return Optional.of(new CaptureOrRefundOutcome.Unavailable());
        }
    }

    private static GatewayOperationResponse callGateway(
            PaymentGateway gateway, GatewayReference reference, PendingOperation operation) {
        return operation.type() == TransactionType.CAPTURE
                ? gateway.capture(reference, operation.reference(), operation.amount())
                : gateway.refund(reference, operation.reference(), operation.amount());
    }

    private Optional<CaptureOrRefundOutcome> record(
            Bound asked,
            Payment payment,
            PendingOperation operation,
            PendingOperationLease lease,
            GatewayOperationResponse response) {
        // Truncated to the database's precision: the first response and its repetition are the same, byte for byte.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Origin origin = new Origin(asked.requestId(), TransactionSource.AFTER_CHECKOUT, now);
        return lease.record(Transaction.of(
                        operation, payment.reference(), origin, response instanceof GatewayOperationResponse.Done))
                .map(recorded -> new CaptureOrRefundOutcome.Recorded(recorded, false));
    }

    /** Finishes operations that began before the limit and that no caller has repeated. */
    public void finishOlderThan(Bound bound, Instant limit) {
        bound.payments()
                .forEach(payment -> payment.pendingOperations().stream()
                        .filter(operation -> operation.at().isBefore(limit) && operation.isFree(clock.instant()))
                        .findFirst()
                        .ifPresent(operation -> acquireAndCall(
                                bound, payment.paymentId(), operation.withLease(settings.newLease(clock.instant())))));
    }
}
