package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.compensation.Compensator;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.mongo.DatabaseErrors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Decides attempts with one write, fenced by the number of takeovers. This write alone determines whether an order exists (G1, G6). */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutDecisions {

    private final Carts carts;
    private final ActivityRegistry activities;
    private final CheckoutResponses responses;
    private final OutcomeEvents outcomeEvents;
    private final Compensator compensator;
    private final Clock clock;

    /** Returns the completed attempt; empty if another process has taken it over or decided it. */
    Optional<Attempt> complete(Checkout checkout, Attempt.Running running, List<PaymentSummary> payments) {
        ClaimedCart claimed = checkout.claimed();
        StoredResponse response = responses.completed(claimed.onceCompleted(), running);
        return decide(claimed, running.complete(now(), payments, response));
    }

    /**
     * Decides that the attempt fails, before anything is compensated. From then on no process can complete it, so nothing that is released can
     * belong to an order.
     *
     * @return false if another process has taken it over or decided it
     */
    boolean beginRollback(Checkout checkout, Attempt.Running running, WorkflowResult.Failed failed) {
        return storeOrDropDetails(
                failed.failure(),
                failure -> carts.beginRollback(checkout.claimed(), running.beginRollback(failure, failed.failures())));
    }

    /**
     * Ends a failed attempt.
     *
     * @param notCompensated the compensations that failed; they are retried after the initial back-off
     * @return the decided attempt; empty if another process has taken it over or decided it
     */
    Optional<Attempt> rollBack(
            Checkout checkout,
            AttemptFailure failure,
            List<ActivityFailure> failures,
            List<Compensation.RemainingActivity> notCompensated) {
        Instant now = now();
        ClaimedCart claimed = checkout.claimed();
        Attempt.Undecided attempt = claimed.attempt();
        Compensation compensation = compensator.pending(notCompensated, now);
        return storeOrDropDetails(failure, storable -> {
            StoredResponse response = responses.failed(claimed.onceRolledBack(), attempt, storable);
            return decide(claimed, attempt.rollBack(now, storable, failures, compensation, response));
        });
    }

    /**
     * Drops the details of a failure that cannot be stored with them. If the database was unavailable, the details may have been stored, so
     * nothing is overwritten.
     */
    private static <T> T storeOrDropDetails(AttemptFailure failure, Function<AttemptFailure, T> write) {
        try {
            return write.apply(failure);
        } catch (RuntimeException cannotBeStored) {
            if (DatabaseErrors.isUnavailable(cannotBeStored)) {
                throw cannotBeStored;
            }
            log.warn("The details of the failure cannot be stored and are dropped: {}", failure, cannotBeStored);
            return write.apply(failure.withoutDetails());
        }
    }

    private Optional<Attempt> decide(ClaimedCart claimed, Attempt.Decided attempt) {
        Cart decided = claimed.decide(attempt);
        return carts.decide(claimed, decided, outcomeEvents.entry(decided, attempt))
                .map(pendingEvents -> {
                    Decision decision = new Decision(attempt, pendingEvents);
                    activities.finalizers().forEach(activity -> finish(activity, decided, decision));
                    return attempt;
                });
    }

    private void finish(FinalizeActivity activity, Cart decided, Decision decision) {
        try {
            activity.afterDecision(decided, decision);
        } catch (RuntimeException cannotChangeTheDecision) {
            log.warn("{} failed after the decision on cart {}", activity.name(), decided.id(), cannotChangeTheDecision);
            recordFailure(
                    decided,
                    decision.attempt(),
                    new ActivityFailure(
                            activity.name(), ActivityFailure.Step.FINISH, cannotChangeTheDecision.toString()));
        }
    }

    private void recordFailure(Cart decided, Attempt attempt, ActivityFailure failure) {
        try {
            carts.recordFailure(decided.tenant(), attempt.requestId(), failure);
        } catch (RuntimeException onlyLogged) {
            log.warn("{} could not be recorded: {}", failure, onlyLogged.toString());
        }
    }

    /** Truncated to the precision of the store, so that the event can be recreated from the stored decision. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
