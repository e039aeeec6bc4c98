package io.checkoutsuite.payment.reversal;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.FailureOutcome;
import io.checkoutsuite.payment.authorization.HeldAuthorization;
import io.checkoutsuite.payment.authorization.OrphanedHold;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.Refused;
import io.checkoutsuite.payment.authorization.Reversed;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.StatusChanges;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.authorization.Unavailable;
import io.checkoutsuite.payment.authorization.UnfinishedReversal;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.lease.GatewayLease;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reverses the payments of a checkout attempt, or closes an attempt whose request may still arrive. A repeated call reverses nothing twice.
 *
 * <p>The decision to reverse is durable before a gateway is called. If a gateway does not respond, recovery continues the reversal.
 */
@Component
public class ReversePayments {

    private final Authorizations authorizations;
    private final GatewayReversal gatewayReversal;
    private final PaymentSettings settings;
    private final Clock clock;

    public ReversePayments(Authorizations authorizations, Gateways gateways, PaymentSettings settings, Clock clock) {
        this.authorizations = authorizations;
        this.gatewayReversal = new GatewayReversal(gateways);
        this.settings = settings;
        this.clock = clock;
    }

    /** The outcome of a reversal request. */
    public enum Outcome {
        /** Nothing is held, or the reversal is under way and cannot be stopped. */
        REVERSED,
        /** A gateway refuses or is no longer configured. The reversal is on the work list and is retried. */
        REFUSED,
        /** The payments are part of an order and are not reversed. */
        BOUND
    }

    /**
     * Reverses the payments of a rolled-back attempt. A refusing gateway is retried without another event.
     *
     * @throws PaymentsAlreadyBoundException if the payments are part of an order; an operator has to investigate
     */
    public void reverse(CheckoutRollback rollback) {
        if (reverse(rollback.contextInfo().tenant(), rollback.requestId()) == Outcome.BOUND) {
            throw new PaymentsAlreadyBoundException(rollback.requestId());
        }
    }

    /** Reverses for good: the request id is closed from then on. */
    public Outcome reverse(String tenant, String requestId) {
        while (true) {
            Optional<Authorization> known = authorizations.of(tenant, requestId);
            if (known.isEmpty()) {
                if (authorizations.begin(new Tombstone(tenant, requestId, clock.instant()))) {
                    return Outcome.REVERSED;
                }
                continue;
            }
            Optional<Outcome> outcome = reverse(known.get());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    /** Empty if it was changed concurrently; the caller reads it again. */
    private Optional<Outcome> reverse(Authorization known) {
        Lease mine = settings.newLease(clock.instant());
        return switch (known) {
            case Bound bound -> Optional.of(Outcome.BOUND);
            case Tombstone tombstone -> Optional.of(Outcome.REVERSED);
            case Reversed reversed -> Optional.of(Outcome.REVERSED);
            case Refused refused -> reversedIf(authorizations.change(refused.reversed(), List.of()));
            case Unavailable unavailable -> reversedIf(authorizations.change(unavailable.reversed(), List.of()));
            case Running running -> begin(running.reversing(mine), TransactionSource.ROLLBACK);
            case Awaiting awaiting -> begin(awaiting.reversing(mine), TransactionSource.ROLLBACK);
            case Authorized authorized -> begin(authorized.reversing(mine), TransactionSource.ROLLBACK);
            case Reversing reversing
            when !reversing.lease().isExpired(clock.instant()) ->
                reversedIf(reversing.isForGood() || authorizations.change(reversing.forGood(), List.of()));
            case UnfinishedReversal unfinished -> begin(unfinished.resumedForGood(mine), TransactionSource.ROLLBACK);
        };
    }

    private static Optional<Outcome> reversedIf(boolean settled) {
        return settled ? Optional.of(Outcome.REVERSED) : Optional.empty();
    }

    /** Reverses an authorization whose process died and whose checkout ended without an order. */
    public void reverseInterrupted(Running interrupted) {
        begin(interrupted.reversing(settings.newLease(clock.instant())), TransactionSource.RECOVERY);
    }

    /** Resumes a reversal whose process died, or whose gateway was unavailable or refused. */
    public void resume(UnfinishedReversal unfinished) {
        begin(unfinished.resumed(settings.newLease(clock.instant())), TransactionSource.RECOVERY);
    }

    private Optional<Outcome> begin(Reversing reversing, TransactionSource source) {
        return authorizations.change(reversing, List.of())
                ? Optional.of(finish(reversing, reversing.payments(), source))
                : Optional.empty();
    }

    /**
     * Reverses the payments and records the outcome.
     *
     * @param mine as written, leased by this call
     * @param mayBeHeld those of its payments that a gateway may know
     */
    public Outcome finish(Reversing mine, List<Payment> mayBeHeld, TransactionSource source) {
        Instant now = clock.instant();
        GatewayLease<Reversing> lease = new GatewayLease<>(authorizations, settings, clock, mine);
        ReversalResult result =
                gatewayReversal.reverse(mine, mayBeHeld, new Origin(mine.requestId(), source, now), lease);
        Optional<Reversing> current = Optional.of(lease.authorization());
        while (current.isPresent() && !record(current.get(), result, now)) {
            // Race: another call has made the reversal final, or a late authorization has added its holds.
            current = authorizations.of(mine.tenant(), mine.requestId()).flatMap(mine::stillLeased);
        }
        return result.outcome() == ReversalResult.Outcome.REFUSED ? Outcome.REFUSED : Outcome.REVERSED;
    }

    private boolean record(Reversing current, ReversalResult result, Instant now) {
        FailedAuthorization next = switch (result.outcome()) {
            case COMPLETE -> current.completed(result.payments());
            case REFUSED ->
                current.failed(
                        result.payments(),
                        settings.backOffAfterRefusal(current.reversalAttempts())
                                .map(now::plus)
                                .orElse(null));
            case UNAVAILABLE ->
                current.postponed(
                        result.payments(), now.plus(settings.backOffAfterUnavailable(current.reversalAttempts())));
        };
        return authorizations.change(next, StatusChanges.between(current, next, now));
    }

    /**
     * Handles an authorization that ends after another call has decided its outcome. Its holds are reversed, unless it was taken over under
     * the same references: then they belong to the other call.
     */
    public AuthorizationOutcome handleLate(Running late) {
        while (true) {
            Authorization current = authorizations
                    .of(late.tenant(), late.requestId())
                    .orElseThrow(() -> new IllegalStateException(late.id() + " no longer exists"));
            Optional<AuthorizationOutcome> outcome = switch (current) {
                case Tombstone tombstone -> throw new IllegalStateException(late.id() + " no longer exists");
                case BegunAuthorization begun when !begun.isSameTry(late) -> recordOrphanedHolds(late, begun);
                case Running running -> Optional.of(new AuthorizationOutcome.InProgress());
                case Awaiting awaiting -> Optional.of(new AuthorizationOutcome.Awaiting(awaiting));
                case HeldAuthorization held -> Optional.of(new AuthorizationOutcome.Authorized(held));
                case FailedAuthorization failed -> reverseLateHolds(late, failed);
            };
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    /** Empty if the authorization was changed concurrently. */
    private Optional<AuthorizationOutcome> reverseLateHolds(Running late, FailedAuthorization failed) {
        Lease mine = settings.newLease(clock.instant());
        if (late.isHolding()
                && begin(failed.reversingLateHolds(late, mine), TransactionSource.ROLLBACK)
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                failed.outcome() instanceof FailureOutcome.Reversed
                        ? new AuthorizationOutcome.Closed()
                        : new AuthorizationOutcome.Unavailable());
    }

    /**
     * Records and releases holds that an earlier try made although its references were closed at the gateways before the next try began.
     * Empty if the authorization was changed concurrently.
     */
    private Optional<AuthorizationOutcome> recordOrphanedHolds(Running late, BegunAuthorization current) {
        if (late.isHolding()) {
            Instant now = clock.instant();
            List<Payment> held =
                    late.payments().stream().filter(Payment::isAuthorized).toList();
            BegunAuthorization recorded = current.withOrphanedHolds(held, now);
            if (!authorizations.change(recorded, StatusChanges.between(current, recorded, now))) {
                return Optional.empty();
            }
            releaseOrphanedHolds(recorded);
        }
        return Optional.of(new AuthorizationOutcome.InProgress());
    }

    /** Releases holds under references of earlier tries. No order is ever paid under those references, so any node may do this. */
    public void releaseOrphanedHolds(BegunAuthorization recorded) {
        Instant now = clock.instant();
        Origin origin = new Origin(recorded.requestId(), TransactionSource.RECOVERY, now);
        recorded.orphanedHolds().stream()
                .filter(orphan -> !orphan.retryAt().isAfter(now))
                .forEach(orphan -> {
                    Payment held = recorded.payment(orphan.paymentId()).withReference(orphan.reference());
                    ReversalResult result = gatewayReversal.reverse(recorded, List.of(held), origin, call -> true);
                    record(recorded, orphan, result, now);
                });
    }

    private void record(BegunAuthorization recorded, OrphanedHold orphan, ReversalResult result, Instant now) {
        BegunAuthorization current = recorded;
        while (current.hasOrphanedHold(orphan)) {
            BegunAuthorization changed = result.outcome() == ReversalResult.Outcome.COMPLETE
                    ? current.withReleased(orphan, result.payments())
                    : current.withPostponed(orphan, result.payments(), now.plus(settings.reversalBackOff()));
            if (authorizations.change(changed, StatusChanges.between(current, changed, now))) {
                return;
            }
            current = authorizations
                    .of(recorded.tenant(), recorded.requestId())
                    .map(BegunAuthorization.class::cast)
                    .orElse(current);
        }
    }
}
