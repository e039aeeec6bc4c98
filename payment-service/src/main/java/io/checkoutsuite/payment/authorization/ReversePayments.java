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
 * Gives back what a checkout attempt holds, or forbids what is still on its way; whoever hears of it again reverses nothing twice.
 *
 * <p>That it must be given back is durable before a gateway is called; if none answers, a sweeper goes on.
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

    /** What a wish to reverse came to. */
    public enum Outcome {
        /** Nothing is held, or it is being given back and nothing can stop that. */
        GIVEN_BACK,
        /** Part of an order: left alone. */
        BOUND
    }

    /** What a given-up attempt holds goes back; what became part of an order meanwhile is left alone. */
    public void reverse(CheckoutRollback rollback) {
        if (reverse(rollback.contextInfo().tenant(), rollback.requestId()) == Outcome.BOUND) {
            log.error(
                    "{} was rolled back, but its payments are part of an order and are left alone",
                    rollback.requestId());
        }
    }

    /** Reverses for good: the request id is closed from here on. */
    public Outcome reverse(String tenant, String requestId) {
        while (true) {
            Optional<Authorization> known = authorizations.of(tenant, requestId);
            if (known.isEmpty()) {
                if (authorizations.begin(Authorization.tombstone(tenant, requestId, clock.instant()))) {
                    return Outcome.GIVEN_BACK;
                }
            } else if (known.get().state() == State.BOUND) {
                return Outcome.BOUND;
            } else if (isReversed(known.get())) {
                return Outcome.GIVEN_BACK;
            }
        }
    }

    /** False if somebody changed it meanwhile: to be looked at anew. */
    private boolean isReversed(Authorization known) {
        Claim mine = settings.claim(clock.instant());
        return switch (known.state()) {
            case REVERSED -> true;
            case REFUSED, UNAVAILABLE -> authorizations.change(known.closed(), List.of());
            case RUNNING, AUTHORIZED, REVERSAL_FAILED ->
                begin(known.reversing(State.REVERSED, mine), TransactionSource.ROLLBACK);
            case REVERSING ->
                known.then() == State.REVERSED && !known.isFree(clock.instant())
                        || (known.isFree(clock.instant())
                                ? begin(known.reversing(State.REVERSED, mine), TransactionSource.ROLLBACK)
                                : authorizations.change(known.reversingForGood(), List.of()));
            case BOUND -> throw new IllegalStateException(known.id() + " is bound");
        };
    }

    /** Goes on with what nobody is at: a reversal that found no gateway, or an authorization whose process is gone. */
    void goOn(Authorization abandoned) {
        Claim mine = settings.claim(clock.instant());
        switch (abandoned.state()) {
            // Nobody waits for this authorization any more; whoever asks again may try anew.
            case RUNNING -> begin(abandoned.reversing(State.UNAVAILABLE, mine), TransactionSource.RECOVERY);
            case REVERSING -> begin(abandoned.claimed(mine), TransactionSource.RECOVERY);
            default -> throw new IllegalStateException(abandoned.id() + " is not abandoned");
        }
    }

    private boolean begin(Authorization reversing, TransactionSource source) {
        if (!authorizations.change(reversing, List.of())) {
            return false;
        }
        finish(reversing, source);
        return true;
    }

    private void finish(Authorization mine, TransactionSource source) {
        Instant now = clock.instant();
        Reversals round =
                giveBack.giveBack(mine.tenant(), mine.payments(), new Occasion(mine.requestId(), source, now));
        Authorization current = mine;
        while (current.state() == State.REVERSING && current.isClaimedBy(mine.claim())) {
            State end = current.then() == null ? State.REVERSED : current.then();
            Authorization ended = current.reversed(round, end, current.declines(), now);
            if (authorizations.change(ended, statusChanges.between(current, ended, now))) {
                return;
            }
            // Somebody settled that it ends for good, or a late authorization added what it knew.
            current = authorizations.of(mine.tenant(), mine.requestId()).orElse(mine);
        }
    }

    /**
     * An authorization ends after somebody else has decided about it. What it holds goes back, unless it was taken over under the same
     * references: then the holds are the other's.
     */
    AuthorizationOutcome comeTooLate(Authorization late) {
        boolean holds = late.payments().stream().anyMatch(Payment::isAuthorized);
        while (true) {
            Authorization current = authorizations
                    .of(late.tenant(), late.requestId())
                    .orElseThrow(() -> new IllegalStateException(late.id() + " was there and is gone"));
            if (!current.isSameAttempt(late)) {
                return orphaned(late, current);
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
                                    TransactionSource.ROLLBACK)) {
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

    /** Its references were closed at the gateways before anybody tried again: a hold that slipped in all the same is released. */
    private AuthorizationOutcome orphaned(Authorization late, Authorization current) {
        Occasion occasion = new Occasion(late.requestId(), TransactionSource.RECOVERY, clock.instant());
        Reversals round = giveBack.giveBack(
                late.tenant(),
                late.payments().stream().filter(Payment::isAuthorized).toList(),
                occasion);
        if (round.outcome() != Reversals.Outcome.COMPLETE) {
            log.error("{}: a hold of try {} may be left at the gateway", current.id(), late.attempt());
        }
        return new AuthorizationOutcome.InProgress();
    }
}
