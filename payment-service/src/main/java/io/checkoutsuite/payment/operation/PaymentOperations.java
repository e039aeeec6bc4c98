package io.checkoutsuite.payment.operation;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.StatusChanges;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.lease.LeaseWait;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.payment.payment.Ledger;
import io.checkoutsuite.payment.payment.OperationPlan;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentOperation;
import io.checkoutsuite.payment.payment.PendingOperation;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.text.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Operations on the payments of an order: never more than is held, was captured or is owed, and once per key.
 *
 * <p>Each operation is stored before the gateway is called, and from then on its amount is no longer available. A repeated call with the
 * same key, or recovery, finds the reference that was sent to the gateway.
 */
@Slf4j
@Component
public class PaymentOperations {

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

    public PaymentOperations(Authorizations authorizations, Gateways gateways, PaymentSettings settings, Clock clock) {
        this.authorizations = authorizations;
        this.gateways = gateways;
        this.settings = settings;
        this.leaseWait = new LeaseWait(settings.inProgressTimeout());
        this.clock = clock;
    }

    /**
     * Performs the operation, or returns the outcome of the earlier one with the same key.
     *
     * @param idempotencyKey identifies the operation among those of its kind on this payment
     */
    public OperationOutcome perform(
            String tenant, String paymentId, PaymentOperation operation, String idempotencyKey) {
        return leaseWait.await(
                () -> performOnce(tenant, paymentId, operation, idempotencyKey), new OperationOutcome.Unavailable());
    }

    private OperationOutcome performOnce(
            String tenant, String paymentId, PaymentOperation operation, String idempotencyKey) {
        while (true) {
            List<BegunAuthorization> known = authorizations.withPayment(tenant, paymentId);
            if (known.isEmpty()) {
                return new OperationOutcome.NoSuchPayment();
            }
            Optional<Bound> bound = known.stream()
                    .filter(Bound.class::isInstance)
                    .map(Bound.class::cast)
                    .findFirst();
            if (bound.isEmpty()) {
                return new OperationOutcome.NotPossible("The payment is not part of an order");
            }
            Optional<OperationOutcome> outcome = perform(bound.get(), paymentId, operation, idempotencyKey);
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
    private Optional<OperationOutcome> perform(
            Bound bound, String paymentId, PaymentOperation operation, String idempotencyKey) {
        Payment payment = bound.payment(paymentId);
        String reference = reference(payment, operation, idempotencyKey);
        Optional<Transaction> done = payment.transactions().stream()
                .filter(transaction -> transaction.reference().equals(reference))
                .findFirst();
        if (done.isPresent()) {
            return Optional.of(
                    isSame(operation, done.get().amount(), done.get().parent())
                            ? new OperationOutcome.Recorded(done.get(), true)
                            : new OperationOutcome.IdempotencyKeyReused());
        }
        Optional<PendingOperation> begun = payment.pendingOperations(reference);
        if (begun.isPresent()) {
            return isSame(operation, begun.get().amount(), begun.get().parent())
                    ? takeOver(bound, paymentId, begun.get())
                    : Optional.of(new OperationOutcome.IdempotencyKeyReused());
        }
        if (payment.transactions().size() + payment.pendingOperations().size() >= MOST_TRANSACTIONS) {
            return Optional.of(new OperationOutcome.NotPossible("The payment has too many transactions"));
        }
        return unsupported(payment, operation)
                .<Optional<OperationOutcome>>map(reason -> Optional.of(new OperationOutcome.NotPossible(reason)))
                .orElseGet(() -> switch (OperationPlan.of(payment, operation)) {
                    case OperationPlan.AmountNotAvailable(Money available) ->
                        Optional.of(new OperationOutcome.AmountNotAvailable(available));
                    case OperationPlan.NotPossible(String reason) ->
                        Optional.of(new OperationOutcome.NotPossible(reason));
                    case OperationPlan.Possible plan -> begin(bound, paymentId, plan, reference, idempotencyKey);
                });
    }

    private static boolean isSame(PaymentOperation asked, Money amount, @Nullable String parent) {
        return switch (asked) {
            case PaymentOperation.Capture(Money same) -> amount.equals(same);
            case PaymentOperation.Refund(Money same) -> amount.equals(same);
            case PaymentOperation.ReverseHold(Money same) -> amount.equals(same);
            case PaymentOperation.DetachedCredit(Money same) -> amount.equals(same);
            case PaymentOperation.Settlement(Money same) -> amount.equals(same);
            case PaymentOperation.VoidCapture(String capture) -> capture.equals(parent);
        };
    }

    /** Why the gateway or the settings do not allow the operation; empty if they do. */
    private Optional<String> unsupported(Payment payment, PaymentOperation operation) {
        PaymentGateway gateway = gateways.required(payment.gateway());
        return switch (operation) {
            case PaymentOperation.Capture capture ->
                gateway.capabilities().supports(Feature.SEVERAL_CAPTURES) || !wasCaptured(payment)
                        ? Optional.empty()
                        : Optional.of("The gateway captures a payment only once, and releases the rest");
            case PaymentOperation.Refund refund -> Optional.empty();
            case PaymentOperation.Settlement settlement -> Optional.empty();
            case PaymentOperation.ReverseHold(Money amount) ->
                gateway.capabilities().supports(Feature.PARTIAL_REVERSAL) || isWholeHold(payment, amount)
                        ? Optional.empty()
                        : Optional.of("The gateway releases only whole holds");
            case PaymentOperation.VoidCapture capture ->
                gateway.capabilities().supports(Feature.VOID)
                        ? Optional.empty()
                        : Optional.of("The gateway cannot cancel captures; refund the amount instead");
            case PaymentOperation.DetachedCredit credit -> {
                if (!settings.detachedCredits()) {
                    yield Optional.of("Detached credits are disabled (suite.payment.detached-credits)");
                }
                yield gateway.capabilities().supports(Feature.DETACHED_CREDIT)
                        ? Optional.empty()
                        : Optional.of("The gateway cannot pay money out");
            }
        };
    }

    /** Whether a capture was made or begun. */
    private static boolean wasCaptured(Payment payment) {
        return payment.pendingOperations().stream().anyMatch(operation -> operation.type() == TransactionType.CAPTURE)
                || payment.transactions().stream()
                        .anyMatch(known -> known.success() && known.is(TransactionType.CAPTURE));
    }

    private static boolean isWholeHold(Payment payment, Money amount) {
        Ledger ledger = payment.ledger();
        return ledger.captured().signum() == 0
                && payment.pendingOperations().isEmpty()
                && ledger.open().compareTo(amount.amount()) == 0;
    }

    private Optional<OperationOutcome> begin(
            Bound bound, String paymentId, OperationPlan.Possible plan, String reference, String idempotencyKey) {
        if (plan.type() == TransactionType.SETTLED) {
            return recordSettlement(bound, paymentId, plan, reference, idempotencyKey);
        }
        return acquireAndCall(
                bound,
                paymentId,
                new PendingOperation(
                        plan.type(),
                        plan.parent(),
                        reference,
                        idempotencyKey,
                        plan.amount(),
                        clock.instant(),
                        settings.newLease(clock.instant())));
    }

    private Optional<OperationOutcome> recordSettlement(
            Bound bound, String paymentId, OperationPlan.Possible plan, String reference, String idempotencyKey) {
        Transaction settled = Transaction.effective(
                        TransactionType.SETTLED, reference, plan.parent(), afterCheckout(bound), plan.amount())
                .withIdempotencyKey(idempotencyKey);
        Bound changed = bound.withPayment(paymentId, payment -> payment.with(settled));
        // Race: of two settlements that have read the same version, only one is added; the other one is planned again.
        return authorizations.change(changed, StatusChanges.between(bound, changed, settled.at()))
                ? Optional.of(new OperationOutcome.Recorded(settled, false))
                : Optional.empty();
    }

    private Origin afterCheckout(Bound bound) {
        // Truncated to the database's precision: the first response and its repetition are the same, byte for byte.
        return new Origin(
                bound.requestId(),
                TransactionSource.AFTER_CHECKOUT,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Optional<OperationOutcome> takeOver(Bound bound, String paymentId, PendingOperation begun) {
        if (!begun.isFree(clock.instant())) {
            throw new LeasedElsewhereException(begun.reference());
        }
        return acquireAndCall(bound, paymentId, begun.withLease(settings.newLease(clock.instant())));
    }

    /** @param mine under a new lease */
    private Optional<OperationOutcome> acquireAndCall(Bound bound, String paymentId, PendingOperation mine) {
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

    private static String reference(Payment payment, PaymentOperation operation, String idempotencyKey) {
        String kind = switch (operation) {
            case PaymentOperation.Capture capture -> "capture";
            case PaymentOperation.Refund refund -> "refund";
            case PaymentOperation.VoidCapture voided -> "void";
            case PaymentOperation.ReverseHold reversed -> "release";
            case PaymentOperation.DetachedCredit credit -> "credit";
            case PaymentOperation.Settlement settlement -> "settlement";
        };
        return payment.reference() + "-" + kind + "-"
                + Sha256.hex(idempotencyKey).substring(0, REFERENCE_DIGITS);
    }

    /** Calls the gateway, which acts once per reference, and records the outcome; empty if another call has the lease now. */
    private Optional<OperationOutcome> callGateway(
            Bound bound, Payment payment, PendingOperation operation, PendingOperationLease lease) {
        PaymentGateway gateway = gateways.required(payment.gateway());
        GatewayReference reference = bound.gatewayReference(payment);
        try {
            return CALLS.invoke(() -> lease.covers(gateway.timeout())
                    ? record(bound, operation, lease, callGateway(gateway, reference, payment, operation))
                    : Optional.empty());
        } catch (GatewayException unavailable) {
            log.warn("{} has no outcome yet: {}", operation.reference(), unavailable.getMessage());
            lease.release();
            return Optional.of(new OperationOutcome.Unavailable());
        }
    }

    private static GatewayOperationResponse callGateway(
            PaymentGateway gateway, GatewayReference reference, Payment payment, PendingOperation operation) {
        return switch (operation.type()) {
            case CAPTURE -> gateway.capture(reference, operation.reference(), operation.amount());
            case REFUND -> gateway.refund(reference, operation.reference(), operation.amount());
            case DETACHED_CREDIT -> gateway.credit(reference, operation.reference(), operation.amount());
            case REVERSE_AUTH -> release(gateway, reference, operation);
            case VOID ->
                payment.reference().equals(operation.parent()) && !payment.isSale()
                        ? release(gateway, reference, operation)
                        : gateway.voidCapture(
                                reference,
                                Objects.requireNonNull(operation.parent()),
                                operation.reference(),
                                operation.amount());
            case UNCONFIRMED, PENDING, AUTHORIZE, AUTHORIZE_AND_CAPTURE, SETTLED ->
                throw new IllegalStateException(operation.type() + " is not an operation at a gateway");
        };
    }

    /** Releases a part, or with a gateway that cannot, the whole hold. */
    private static GatewayOperationResponse release(
            PaymentGateway gateway, GatewayReference reference, PendingOperation operation) {
        if (gateway.capabilities().supports(Feature.PARTIAL_REVERSAL)) {
            return gateway.reversePart(reference, operation.reference(), operation.amount());
        }
        return switch (gateway.reverse(reference)) {
            case GatewayReversalResponse.Reversed reversed -> new GatewayOperationResponse.Done();
            case GatewayReversalResponse.NothingHeld nothing -> new GatewayOperationResponse.Done();
            case GatewayReversalResponse.Refused(String reason) -> new GatewayOperationResponse.Refused(reason);
        };
    }

    private Optional<OperationOutcome> record(
            Bound asked, PendingOperation operation, PendingOperationLease lease, GatewayOperationResponse response) {
        return lease.record(Transaction.of(
                        operation, afterCheckout(asked), response instanceof GatewayOperationResponse.Done))
                .map(recorded -> new OperationOutcome.Recorded(recorded, false));
    }

    /** Releases what has not arrived of the pending payments of an order. */
    public void releaseUnreceived(Bound bound) {
        bound.payments().stream()
                .filter(payment -> payment.ledger().awaited().signum() > 0)
                .forEach(payment -> {
                    Money rest = new Money(
                            payment.ledger().awaited(), payment.amount().currency());
                    OperationOutcome outcome = perform(
                            bound.tenant(),
                            payment.paymentId(),
                            new PaymentOperation.ReverseHold(rest),
                            "expiry-" + rest);
                    log.info("{} of {} did not arrive in time: {}", rest, payment.reference(), outcome);
                });
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
