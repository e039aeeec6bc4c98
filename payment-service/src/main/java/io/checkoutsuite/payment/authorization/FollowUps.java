package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Transaction.Occasion;
import io.checkoutsuite.payment.gateway.FollowUpAnswer;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayTrouble;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/**
 * Captures and refunds: never more than is held or was captured, and once per key.
 *
 * <p>Each operation is stored before the gateway is called, and from then on its amount is no longer available. A repeated call with the
 * same key, or recovery, finds the reference that was sent to the gateway.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class FollowUps {

    private static final int MOST_TRANSACTIONS = 200;
    private static final int ASKED_AT_MOST = 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Authorizations authorizations;
    private final Gateways gateways;
    private final StatusChanges statusChanges;
    private final PaymentSettings settings;
    private final Clock clock;

    /** Captures held money. */
    public FollowUpOutcome capture(String tenant, String paymentId, String idempotencyKey, Money amount) {
        return followUp(tenant, paymentId, TransactionType.CAPTURE, idempotencyKey, amount);
    }

    /** Refunds captured money. */
    public FollowUpOutcome refund(String tenant, String paymentId, String idempotencyKey, Money amount) {
        return followUp(tenant, paymentId, TransactionType.REFUND, idempotencyKey, amount);
    }

    private FollowUpOutcome followUp(
            String tenant, String paymentId, TransactionType type, String idempotencyKey, Money amount) {
        Instant patienceEnds = clock.instant().plus(settings.patience());
        while (true) {
            List<Authorization> known = authorizations.withPayment(tenant, paymentId);
            if (known.isEmpty()) {
                return new FollowUpOutcome.NoSuchPayment();
            }
            Optional<Authorization> bound = known.stream()
                    .filter(authorization -> authorization.state() == State.BOUND)
                    .findFirst();
            if (bound.isEmpty()) {
                return new FollowUpOutcome.NotPossible("The payment is not part of an order");
            }
            Optional<FollowUpOutcome> outcome = followUp(bound.get(), paymentId, type, idempotencyKey, amount);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (clock.instant().isAfter(patienceEnds)) {
                return new FollowUpOutcome.Unavailable();
            }
        }
    }

    /** Empty if it was changed concurrently or another call is performing the operation; the caller reads it again. */
    private Optional<FollowUpOutcome> followUp(
            Authorization bound, String paymentId, TransactionType type, String idempotencyKey, Money amount) {
        Payment payment = bound.payment(paymentId);
        Optional<Transaction> done = payment.transactions().stream()
                .filter(transaction -> transaction.is(type) && idempotencyKey.equals(transaction.idempotencyKey()))
                .findFirst();
        if (done.isPresent()) {
            return Optional.of(
                    done.get().amount().equals(amount)
                            ? new FollowUpOutcome.Recorded(done.get(), true)
                            : new FollowUpOutcome.OtherAmount());
        }
        Optional<FollowUp> begun = payment.underWay().stream()
                .filter(followUp ->
                        followUp.type() == type && followUp.idempotencyKey().equals(idempotencyKey))
                .findFirst();
        if (begun.isPresent()) {
            return begun.get().amount().equals(amount)
                    ? takeOver(bound, paymentId, begun.get())
                    : Optional.of(new FollowUpOutcome.OtherAmount());
        }
        if (!amount.currency().equals(payment.amount().currency())) {
            return Optional.of(new FollowUpOutcome.NotPossible("The payment is in another currency"));
        }
        Money available = available(payment, type);
        if (amount.compareTo(available) > 0) {
            return Optional.of(new FollowUpOutcome.TooMuch(available));
        }
        if (payment.transactions().size() + payment.underWay().size() >= MOST_TRANSACTIONS) {
            return Optional.of(new FollowUpOutcome.NotPossible("The payment has too many transactions"));
        }
        return claim(
                bound,
                paymentId,
                new FollowUp(
                        type, reference(payment, type, idempotencyKey), idempotencyKey, amount, clock.instant(), null));
    }

    private Optional<FollowUpOutcome> takeOver(Authorization bound, String paymentId, FollowUp begun) {
        if (begun.isFree(clock.instant())) {
            return claim(bound, paymentId, begun);
        }
        Pauses.pause(BETWEEN_LOOKS);
        return Optional.empty();
    }

    private Optional<FollowUpOutcome> claim(Authorization bound, String paymentId, FollowUp followUp) {
        Claim claim = settings.claim(clock.instant());
        FollowUp mine = followUp.claimed(claim);
        // Race: of two calls that have read the same version, only one writes over it and calls the gateway.
        Authorization asking = bound.withPayment(paymentId, payment -> payment.asking(mine));
        return authorizations.change(asking, List.of())
                ? ask(
                        asking,
                        asking.payment(paymentId),
                        mine,
                        new FollowUpLease(
                                authorizations, statusChanges, settings, clock, asking, paymentId, mine, claim))
                : Optional.empty();
    }

    private static Money available(Payment payment, TransactionType type) {
        BigDecimal all = type == TransactionType.CAPTURE
                ? payment.ledger().open().add(payment.ledger().awaited())
                : payment.ledger().refundable();
        BigDecimal asked = payment.underWay().stream()
                .filter(followUp -> followUp.type() == type)
                .map(followUp -> followUp.amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(
                all.subtract(asked).max(BigDecimal.ZERO), payment.amount().currency());
    }

    private static String reference(Payment payment, TransactionType type, String idempotencyKey) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
            String kind = type == TransactionType.CAPTURE ? "-capture-" : "-refund-";
            return payment.reference() + kind + HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Calls the gateway, which acts once per reference, and records the outcome; empty if another call has the lease now. */
    private Optional<FollowUpOutcome> ask(
            Authorization authorization, Payment payment, FollowUp followUp, FollowUpLease lease) {
        PaymentGateway gateway = gateways.required(payment.gateway());
        for (int asked = 1; asked <= ASKED_AT_MOST; asked++) {
            if (!lease.covers(gateway.timeout())) {
                return Optional.empty();
            }
            try {
                FollowUpAnswer answer = ask(
                        gateway, payment.gatewayReference(authorization.tenant(), authorization.requestId()), followUp);
                return record(authorization, payment, followUp, lease, answer instanceof FollowUpAnswer.Done);
            } catch (GatewayTrouble away) {
                log.warn("{} has no outcome yet: {}", followUp.reference(), away.getMessage());
            }
        }
        lease.release();
        return Optional.of(new FollowUpOutcome.Unavailable());
    }

    private static FollowUpAnswer ask(PaymentGateway gateway, GatewayReference reference, FollowUp followUp) {
        return followUp.type() == TransactionType.CAPTURE
                ? gateway.capture(reference, followUp.reference(), followUp.amount())
                : gateway.refund(reference, followUp.reference(), followUp.amount());
    }

    private Optional<FollowUpOutcome> record(
            Authorization asked, Payment payment, FollowUp followUp, FollowUpLease lease, boolean success) {
        // Truncated to the database's precision: the first response and its repetition are the same, byte for byte.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Occasion occasion = new Occasion(asked.requestId(), TransactionSource.FOLLOW_UP, now);
        return lease.record(Transaction.of(followUp, payment.reference(), occasion, success))
                .map(recorded -> new FollowUpOutcome.Recorded(recorded, false));
    }

    /** Finishes operations that began before the limit and that no caller has repeated. */
    void finishOlderThan(Authorization authorization, Instant limit) {
        authorization.payments().forEach(payment -> payment.underWay().stream()
                .filter(followUp -> followUp.at().isBefore(limit) && followUp.isFree(clock.instant()))
                .findFirst()
                .ifPresent(followUp -> claim(authorization, payment.paymentId(), followUp)));
    }
}
