package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.events.EventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Tells what became of a checkout. */
@Service
@RequiredArgsConstructor
public class CheckoutOutcomes {

    private static final int RECOVERY_SECONDS = 2;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RunningCheckouts running;
    private final AppliedEverywhere everywhere;
    private final CheckoutSettings settings;
    private final Clock clock;

    /** The state as it is now. */
    public CheckoutState of(Cart cart, Attempt attempt) {
        return switch (attempt.outcome()) {
            case null -> undecided(attempt);
            case COMPLETED ->
                new CheckoutState.Completed(
                        attempt.requestId(),
                        attempt.orderNumber(),
                        applied(cart, attempt, EventType.CHECKOUT_COMPLETION));
            case ROLLED_BACK ->
                new CheckoutState.RolledBack(
                        attempt.requestId(), attempt.failure(), applied(cart, attempt, EventType.CHECKOUT_ROLLBACK));
        };
    }

    /**
     * The state of a decided attempt once all services have applied it, or when the settings' settle-wait is over since the decision: whoever
     * asks right after submitting sees the settled picture, and nobody waits for an old one.
     */
    public CheckoutState settled(Cart cart, Attempt attempt) {
        CheckoutState state = of(cart, attempt);
        while (!state.isSettled() && isFresh(attempt)) {
            pause();
            state = of(cart, attempt);
        }
        return state;
    }

    private boolean isFresh(Attempt attempt) {
        Instant decidedAt = attempt.decidedAt();
        return decidedAt != null && clock.instant().isBefore(decidedAt.plus(settings.settleWait()));
    }

    private CheckoutState undecided(Attempt attempt) {
        return clock.instant().isBefore(attempt.leaseUntil())
                ? new CheckoutState.Running(
                        attempt.requestId(),
                        running.activity(attempt.requestId()).orElse(null))
                : new CheckoutState.OutcomeUnknown(attempt.requestId(), RECOVERY_SECONDS);
    }

    private Map<String, Boolean> applied(Cart cart, Attempt attempt, EventType outcome) {
        return everywhere.applied(cart.tenant(), attempt.requestId(), outcome);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for an outcome", stopped);
        }
    }
}
