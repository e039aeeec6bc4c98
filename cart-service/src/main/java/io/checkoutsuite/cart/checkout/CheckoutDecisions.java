package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.mongo.DatabaseErrors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
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
    private final CompensationSettings compensationSettings;
    private final Clock clock;

    /** Returns the completed attempt; empty if another process has taken it over or decided it. */
    Optional<Attempt> complete(Checkout checkout, List<PaymentSummary> payments) {
        Instant now = now();
        Attempt undecided = checkout.attempt();
        StoredResponse response = responses.completed(
                decided(
                        checkout.cart(),
                        CartStatus.SUBMITTED,
                        undecided.completed(now, payments, placeholderResponse())),
                undecided);
        Attempt completed = undecided.completed(now, payments, response);
        Cart submitted = decided(checkout.cart(), CartStatus.SUBMITTED, completed);
        return decide(checkout, completed, submitted, outcomeEvents.entry(submitted, completed));
    }

    /**
     * Decides that the attempt fails, before anything is compensated. From then on no process can complete it, so nothing that is released can
     * belong to an order.
     *
     * @return false if another process has taken it over or decided it
     */
    boolean beginRollback(Checkout checkout, WorkflowResult.Failed failed) {
        return storeOrDropDetails(
                failed.failure(),
                failure -> carts.beginRollback(checkout.cart(), new Attempt.Rollback(failure, failed.failures())));
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
            List<Compensation.Remaining> notCompensated) {
        Instant now = now();
        Compensation compensation = notCompensated.isEmpty()
                ? null
                : Compensation.begun(notCompensated, now.plus(compensationSettings.backOffAfter(0)));
        return storeOrDropDetails(failure, storable -> rollBackWith(checkout, storable, failures, compensation, now));
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

    private Optional<Attempt> rollBackWith(
            Checkout checkout,
            AttemptFailure failure,
            List<ActivityFailure> failures,
            @Nullable Compensation compensation,
            Instant now) {
        Attempt undecided = checkout.attempt();
        CartStatus former = undecided.formerStatus();
        StoredResponse response = responses.failed(
                decided(
                        checkout.cart(),
                        former,
                        undecided.rolledBack(now, failure, failures, compensation, placeholderResponse())),
                undecided,
                failure);
        Attempt rolledBack = undecided.rolledBack(now, failure, failures, compensation, response);
        Cart reopened = decided(checkout.cart(), former, rolledBack);
        return decide(checkout, rolledBack, reopened, outcomeEvents.entry(reopened, rolledBack));
    }

    private Optional<Attempt> decide(Checkout checkout, Attempt attempt, Cart decided, OutboxEntry event) {
        return carts.decide(checkout.cart(), decided.status(), attempt, event).map(pendingEvents -> {
            activities
                    .finalizers()
                    .forEach(activity -> finish(activity, decided, new Decision(attempt, pendingEvents)));
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

    /** The cart after the decision. */
    private static Cart decided(Cart cart, CartStatus status, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(cart.attempts());
        attempts.set(attempts.size() - 1, attempt);
        return new Cart(
                cart.id(),
                cart.tenant(),
                cart.version() + 1,
                status,
                cart.content(),
                attempts,
                cart.idempotentResponses());
    }

    private static StoredResponse placeholderResponse() {
        return new StoredResponse(0, new byte[0]);
    }
}
