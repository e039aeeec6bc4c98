package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.payment.authorization.Transaction.Occasion;
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
    private final GiveBack giveBack;
    private final StatusChanges statusChanges;
    private final PaymentSettings settings;
    private final Clock clock;

    /** The outcome of a reversal request. */
    public enum Outcome {
        /** Nothing is held, or the reversal is under way and cannot be stopped. */
        GIVEN_BACK,
        /** A gateway refuses or is no longer configured. The reversal is on the work list and is retried. */
        REFUSED,
        /** The payments are part of an order and are not reversed. */
        BOUND
    }

    /**
     * Reverses the payments of a rolled-back attempt. A refusing gateway is retried without another event.
     *
     * @throws PaymentsAreBound if the payments are part of an order; an operator has to investigate
     */
    public void reverse(CheckoutRollback rollback) {
        if (reverse(rollback.contextInfo().tenant(), rollback.requestId()) == Outcome.BOUND) {
            throw new PaymentsAreBound(rollback.requestId());
        }
    }

    /** Reverses for good: the request id is closed from then on. */
    public Outcome reverse(String tenant, String requestId) {
        while (true) {
            Optional<Authorization> known = authorizations.of(tenant, requestId);
            if (known.isEmpty()) {
                if (authorizations.begin(Authorization.tombstone(tenant, requestId, clock.instant()))) {
                    return Outcome.GIVEN_BACK;
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
        Claim mine = settings.claim(clock.instant());
        return switch (known.state()) {
            case BOUND -> Optional.of(Outcome.BOUND);
            case REVERSED -> Optional.of(Outcome.GIVEN_BACK);
            case REFUSED, UNAVAILABLE -> givenBackIf(authorizations.change(known.closed(), List.of()));
            case RUNNING, AUTHORIZED -> begin(known.reversing(State.REVERSED, mine), TransactionSource.ROLLBACK);
            case REVERSAL_FAILED -> begin(known.reversingAgain(State.REVERSED, mine), TransactionSource.ROLLBACK);
            case REVERSING -> {
                if (known.isFree(clock.instant())) {
                    yield begin(known.reversingAgain(State.REVERSED, mine), TransactionSource.ROLLBACK);
                }
                yield givenBackIf(
                        known.then() == State.REVERSED || authorizations.change(known.reversingForGood(), List.of()));
            }
        };
    }

    private static Optional<Outcome> givenBackIf(boolean settled) {
        return settled ? Optional.of(Outcome.GIVEN_BACK) : Optional.empty();
    }

    /**
     * Resumes work that nobody has a lease on: a reversal whose gateway was unavailable or refused, or an authorization whose process died
     * and whose checkout ended without an order.
     */
    void goOn(Authorization abandoned) {
        Claim mine = settings.claim(clock.instant());
        switch (abandoned.state()) {
            case RUNNING -> begin(abandoned.reversing(State.REVERSED, mine), TransactionSource.RECOVERY);
            case REVERSING -> begin(abandoned.claimed(mine), TransactionSource.RECOVERY);
            case REVERSAL_FAILED ->
                begin(
                        abandoned.reversingAgain(abandoned.then() == null ? State.REVERSED : abandoned.then(), mine),
                        TransactionSource.RECOVERY);
            default -> throw new IllegalStateException(abandoned.id() + " is not abandoned");
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
        Reversals round =
                giveBack.giveBack(mine.tenant(), mayBeHeld, new Occasion(mine.requestId(), source, now), lease);
        Authorization current = lease.authorization();
        while (current.state() == State.REVERSING && current.isClaimedBy(mine.claim())) {
            State end = current.then() == null ? State.REVERSED : current.then();
            Authorization ended = current.reversed(round, end, current.declines(), now, settings);
            if (authorizations.change(ended, statusChanges.between(current, ended, now))) {
                break;
            }
            // Race: another call has made the reversal final, or a late authorization has added its holds.
            current = authorizations.of(mine.tenant(), mine.requestId()).orElse(mine);
        }
        return round.outcome() == Reversals.Outcome.REFUSED ? Outcome.REFUSED : Outcome.GIVEN_BACK;
    }

    /**
     * Handles an authorization that ends after another call has decided its outcome. Its holds are reversed, unless it was taken over under
     * the same references: then they belong to the other call.
     */
    AuthorizationOutcome comeTooLate(Authorization late) {
        boolean holds = late.payments().stream().anyMatch(Payment::isAuthorized);
        while (true) {
            Authorization current = authorizations
                    .of(late.tenant(), late.requestId())
                    .orElseThrow(() -> new IllegalStateException(late.id() + " no longer exists"));
            if (!current.isSameAttempt(late)) {
                if (!holds || orphaned(late, current)) {
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
                    State end = endOf(current);
                    if (!holds
                            || begin(
                                            current.learning(late, end, settings.claim(clock.instant())),
                                            TransactionSource.ROLLBACK)
                                    .isPresent()) {
                        return end == State.REVERSED
                                ? new AuthorizationOutcome.Closed()
                                : new AuthorizationOutcome.Unavailable();
                    }
                }
            }
        }
    }

    private static State endOf(Authorization current) {
        return switch (current.state()) {
            case REFUSED, UNAVAILABLE -> current.state();
            case REVERSING, REVERSAL_FAILED -> current.then() == null ? State.REVERSED : current.then();
            default -> State.REVERSED;
        };
    }

    /**
     * Records and releases holds that an earlier try made although its references were closed at the gateways before the next try began.
     *
     * @return false if the authorization was changed concurrently
     */
    private boolean orphaned(Authorization late, Authorization current) {
        Instant now = clock.instant();
        List<Payment> held =
                late.payments().stream().filter(Payment::isAuthorized).toList();
        Authorization noted = current.withOrphans(held, now);
        if (!authorizations.change(noted, statusChanges.between(current, noted, now))) {
            return false;
        }
        giveBackOrphans(noted);
        return true;
    }

    /** Releases holds under references of earlier tries. No order is ever paid under those references, so any node may do this. */
    void giveBackOrphans(Authorization noted) {
        Instant now = clock.instant();
        Occasion occasion = new Occasion(noted.requestId(), TransactionSource.RECOVERY, now);
        noted.orphans().stream().filter(orphan -> !orphan.next().isAfter(now)).forEach(orphan -> {
            Payment held = noted.payment(orphan.paymentId()).again(orphan.reference());
            Reversals round = giveBack.giveBack(noted.tenant(), List.of(held), occasion, call -> true);
            record(noted, orphan, round, now);
        });
    }

    private void record(Authorization noted, Orphan orphan, Reversals round, Instant now) {
        Authorization current = noted;
        while (current.isToGiveBack(orphan)) {
            Authorization changed =
                    current.withPayments(current.merged(round.payments())).withoutOrphan(orphan);
            if (round.outcome() != Reversals.Outcome.COMPLETE) {
                changed = changed.withOrphan(
                        new Orphan(orphan.paymentId(), orphan.reference(), now.plus(settings.reversalPause())));
            }
            if (authorizations.change(changed, statusChanges.between(current, changed, now))) {
                return;
            }
            current = authorizations.of(noted.tenant(), noted.requestId()).orElse(current);
        }
    }
}
