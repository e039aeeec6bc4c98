package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.payment.authorization.Transaction.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/**
 * Reverses the payments of a checkout attempt, or closes an attempt whose request may still arrive. A repeated call reverses nothing twice.
 *
 * <p>The decision to reverse is durable before a gateway is called. If a gateway does not respond, recovery continues the reversal.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class ReversePayments {

    private final Authorizations authorizations;
    private final GatewayReversal gatewayReversal;
    private final StatusChanges statusChanges;
    private final PaymentSettings settings;
    private final Clock clock;

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
                if (authorizations.begin(Authorization.tombstone(tenant, requestId, clock.instant()))) {
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
        return switch (known.state()) {
            case BOUND -> Optional.of(Outcome.BOUND);
            case REVERSED -> Optional.of(Outcome.REVERSED);
            case REFUSED, UNAVAILABLE -> reversedIf(authorizations.change(known.closed(), List.of()));
            case RUNNING, AUTHORIZED ->
                begin(known.reversing(AuthorizationState.REVERSED, mine), TransactionSource.ROLLBACK);
            case REVERSAL_FAILED ->
                begin(known.reversingAgain(AuthorizationState.REVERSED, mine), TransactionSource.ROLLBACK);
            case REVERSING -> {
                if (known.isFree(clock.instant())) {
                    yield begin(known.reversingAgain(AuthorizationState.REVERSED, mine), TransactionSource.ROLLBACK);
                }
                yield reversedIf(known.targetState() == AuthorizationState.REVERSED
                        || authorizations.change(known.reversingForGood(), List.of()));
            }
        };
    }

    private static Optional<Outcome> reversedIf(boolean settled) {
        return settled ? Optional.of(Outcome.REVERSED) : Optional.empty();
    }

    /**
     * Resumes work that nobody has a lease on: a reversal whose gateway was unavailable or refused, or an authorization whose process died
     * and whose checkout ended without an order.
     */
    void resume(Authorization authorization) {
        Lease mine = settings.newLease(clock.instant());
        switch (authorization.state()) {
            case RUNNING ->
                begin(authorization.reversing(AuthorizationState.REVERSED, mine), TransactionSource.RECOVERY);
            case REVERSING -> begin(authorization.withLease(mine), TransactionSource.RECOVERY);
            case REVERSAL_FAILED ->
                begin(
                        authorization.reversingAgain(
                                authorization.targetState() == null
                                        ? AuthorizationState.REVERSED
                                        : authorization.targetState(),
                                mine),
                        TransactionSource.RECOVERY);
            default -> throw new IllegalStateException(authorization.id() + " is not abandoned");
        }
    }

    private Optional<Outcome> begin(Authorization reversing, TransactionSource source) {
        return authorizations.change(reversing, List.of())
                ? Optional.of(finish(reversing, reversing.payments(), source))
                : Optional.empty();
    }

    /**
     * Reverses the payments and records the outcome.
     *
     * @param mine as written, REVERSING and leased by this call
     * @param mayBeHeld those of its payments that a gateway may know
     */
    Outcome finish(Authorization mine, List<Payment> mayBeHeld, TransactionSource source) {
        Instant now = clock.instant();
        GatewayLease lease = new GatewayLease(authorizations, settings, clock, mine);
        ReversalResult result =
                gatewayReversal.reverse(mine.tenant(), mayBeHeld, new Origin(mine.requestId(), source, now), lease);
        Authorization current = lease.authorization();
        while (current.state() == AuthorizationState.REVERSING && current.isLeasedBy(mine.lease())) {
            AuthorizationState end =
                    current.targetState() == null ? AuthorizationState.REVERSED : current.targetState();
            Authorization ended = current.reversed(result, end, current.declines(), now, settings);
            if (authorizations.change(ended, statusChanges.between(current, ended, now))) {
                break;
            }
            // Race: another call has made the reversal final, or a late authorization has added its holds.
            current = authorizations.of(mine.tenant(), mine.requestId()).orElse(mine);
        }
        return result.outcome() == ReversalResult.Outcome.REFUSED ? Outcome.REFUSED : Outcome.REVERSED;
    }

    /**
     * Handles an authorization that ends after another call has decided its outcome. Its holds are reversed, unless it was taken over under
     * the same references: then they belong to the other call.
     */
    AuthorizationOutcome handleLate(Authorization late) {
        boolean holds = late.payments().stream().anyMatch(Payment::isAuthorized);
        while (true) {
            Authorization current = authorizations
                    .of(late.tenant(), late.requestId())
                    .orElseThrow(() -> new IllegalStateException(late.id() + " no longer exists"));
            if (!current.isSameAttempt(late)) {
                if (!holds || recordOrphanedHolds(late, current)) {
                    return new AuthorizationOutcome.InProgress();
                }
                continue;
            }
            switch (current.state()) {
                case RUNNING -> {
                    return new AuthorizationOutcome.InProgress();
                }
                case AUTHORIZED, BOUND -> {
                    return new AuthorizationOutcome.Authorized(current);
                }
                case REFUSED, UNAVAILABLE, REVERSING, REVERSED, REVERSAL_FAILED -> {
                    AuthorizationState end = targetStateOf(current);
                    if (!holds
                            || begin(
                                            current.reversingLateHolds(late, end, settings.newLease(clock.instant())),
                                            TransactionSource.ROLLBACK)
                                    .isPresent()) {
                        return end == AuthorizationState.REVERSED
                                ? new AuthorizationOutcome.Closed()
                                : new AuthorizationOutcome.Unavailable();
                    }
                }
            }
        }
    }

    private static AuthorizationState targetStateOf(Authorization current) {
        return switch (current.state()) {
            case REFUSED, UNAVAILABLE -> current.state();
            case REVERSING, REVERSAL_FAILED ->
                current.targetState() == null ? AuthorizationState.REVERSED : current.targetState();
            default -> AuthorizationState.REVERSED;
        };
    }

    /**
     * Records and releases holds that an earlier try made although its references were closed at the gateways before the next try began.
     *
     * @return false if the authorization was changed concurrently
     */
    private boolean recordOrphanedHolds(Authorization late, Authorization current) {
        Instant now = clock.instant();
        List<Payment> held =
                late.payments().stream().filter(Payment::isAuthorized).toList();
        Authorization recorded = current.withOrphanedHolds(held, now);
        if (!authorizations.change(recorded, statusChanges.between(current, recorded, now))) {
            return false;
        }
        releaseOrphanedHolds(recorded);
        return true;
    }

    /** Releases holds under references of earlier tries. No order is ever paid under those references, so any node may do this. */
    void releaseOrphanedHolds(Authorization recorded) {
        Instant now = clock.instant();
        Origin origin = new Origin(recorded.requestId(), TransactionSource.RECOVERY, now);
        recorded.orphanedHolds().stream()
                .filter(orphan -> !orphan.retryAt().isAfter(now))
                .forEach(orphan -> {
                    Payment held = recorded.payment(orphan.paymentId()).withReference(orphan.reference());
                    ReversalResult result =
                            gatewayReversal.reverse(recorded.tenant(), List.of(held), origin, call -> true);
                    record(recorded, orphan, result, now);
                });
    }

    private void record(Authorization recorded, OrphanedHold orphan, ReversalResult result, Instant now) {
        Authorization current = recorded;
        while (current.hasOrphanedHold(orphan)) {
            Authorization changed =
                    current.withPayments(current.merged(result.payments())).withoutOrphanedHold(orphan);
            if (result.outcome() != ReversalResult.Outcome.COMPLETE) {
                changed = changed.withOrphanedHold(
                        new OrphanedHold(orphan.paymentId(), orphan.reference(), now.plus(settings.reversalBackOff())));
            }
            if (authorizations.change(changed, statusChanges.between(current, changed, now))) {
                return;
            }
            current = authorizations.of(recorded.tenant(), recorded.requestId()).orElse(current);
        }
    }
}
