package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.events.EventType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Reports the outcomes of checkouts. */
@Service
@RequiredArgsConstructor
public class CheckoutOutcomes {

    private static final int RECOVERY_SECONDS = 2;

    private final Carts carts;
    private final CheckoutLeases leases;
    private final AppliedOutcomes appliedOutcomes;
    private final PollingWait pollingWait;
    private final CheckoutSettings settings;
    private final Clock clock;

    /**
     * The result of waiting for a stage.
     *
     * @param reached whether the stage was reached in time
     */
    public record Awaited(CheckoutState state, boolean reached) {}

    /** The current state. */
    public CheckoutState of(Cart cart, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Undecided undecided -> undecided(undecided);
            case Attempt.Completed completed ->
                new CheckoutState.Completed(
                        completed.requestId(),
                        completed.orderNumber(),
                        applied(cart, completed, EventType.CHECKOUT_COMPLETION));
            case Attempt.RolledBack rolledBack ->
                new CheckoutState.RolledBack(
                        rolledBack.requestId(),
                        rolledBack.failure(),
                        applied(cart, rolledBack, EventType.CHECKOUT_ROLLBACK),
                        notCompensated(rolledBack, Compensation.Pending.class),
                        notCompensated(rolledBack, Compensation.NeedsAttention.class));
        };
    }

    private static List<String> notCompensated(
            Attempt.RolledBack attempt, Class<? extends Compensation.Open> progress) {
        return attempt.compensation() != null && progress.isInstance(attempt.compensation())
                ? attempt.compensation().activities()
                : List.of();
    }

    /**
     * The state of a decided attempt once all services have applied it, or once the settle-wait since the decision has passed. A caller that asks
     * right after submitting gets the settled state, and nobody waits for an old decision.
     */
    public CheckoutState settled(Cart cart, Attempt attempt) {
        return await(cart, attempt, WaitStage.ALL_APPLIED, remainingSettleWait(attempt))
                .state();
    }

    private Duration remainingSettleWait(Attempt attempt) {
        if (!(attempt instanceof Attempt.Decided decided)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), decided.decidedAt().plus(settings.settleWait()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The state once it has reached the stage, or the state at the timeout. */
    public Awaited await(Cart cart, Attempt attempt, WaitStage stage, Duration timeout) {
        PollingWait.Wait wait = pollingWait.upTo(timeout);
        Attempt seen = attempt;
        CheckoutState state = of(cart, seen);
        while (!stage.isReachedBy(state) && wait.awaitNextPoll()) {
            seen = reread(cart, seen);
            state = of(cart, seen);
        }
        return new Awaited(state, stage.isReachedBy(state));
    }

    /** The attempt once it is decided or waits for a payment, or the attempt at the timeout. */
    public Attempt awaitDecision(Cart cart, Attempt attempt, Duration timeout) {
        PollingWait.Wait wait = pollingWait.upTo(timeout);
        Attempt seen = attempt;
        while (seen instanceof Attempt.Undecided
                && !(seen instanceof Attempt.AwaitingPayment)
                && wait.awaitNextPoll()) {
            seen = reread(cart, seen);
        }
        return seen;
    }

    /** The state once no process runs the attempt any more, because it is decided or waits for a payment; or the state at the timeout. */
    public CheckoutState awaitResult(Cart cart, Attempt attempt, Duration timeout) {
        Attempt seen = awaitDecision(cart, reread(cart, attempt), timeout);
        return of(cart, seen);
    }

    private Attempt reread(Cart cart, Attempt seen) {
        return carts.find(cart.tenant(), cart.id())
                .flatMap(now -> now.attempt(seen.requestId()))
                .orElse(seen);
    }

    private CheckoutState undecided(Attempt.Undecided attempt) {
        if (attempt instanceof Attempt.AwaitingPayment waiting
                && clock.instant().isBefore(waiting.leaseUntil())) {
            return new CheckoutState.AwaitingPayment(waiting.requestId(), waiting.awaited());
        }
        return clock.instant().isBefore(attempt.leaseUntil())
                ? new CheckoutState.Running(
                        attempt.requestId(),
                        leases.activity(attempt.requestId()).orElse(null))
                : new CheckoutState.OutcomeUnknown(attempt.requestId(), RECOVERY_SECONDS);
    }

    private Map<String, Boolean> applied(Cart cart, Attempt attempt, EventType outcome) {
        return appliedOutcomes.applied(cart.tenant(), attempt.requestId(), outcome);
    }
}
