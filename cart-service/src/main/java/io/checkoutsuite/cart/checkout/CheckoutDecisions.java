package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Undo;
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
    private final Activities activities;
    private final CheckoutAnswers answers;
    private final DecidedEvents decidedEvents;
    private final UndoSettings undoing;
    private final Clock clock;

    /** Returns the completed attempt; empty if another process has taken it over or decided it. */
    Optional<Attempt> complete(Checkout checkout, List<PaymentSummary> payments) {
        Instant now = now();
        Attempt undecided = checkout.attempt();
        Answer answer = answers.completed(
                decided(checkout.cart(), CartStatus.SUBMITTED, undecided.completed(now, payments, nothingYet())),
                undecided);
        Attempt completed = undecided.completed(now, payments, answer);
        Cart submitted = decided(checkout.cart(), CartStatus.SUBMITTED, completed);
        return decide(checkout, completed, submitted, decidedEvents.entry(submitted, completed));
    }

    /**
     * Decides that the attempt fails, before anything is compensated. From then on no process can complete it, so nothing that is released can
     * belong to an order.
     *
     * @return false if another process has taken it over or decided it
     */
    boolean beginRollback(Checkout checkout, WorkflowResult.Failed failed) {
        return keeping(
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
            List<Undo.Missing> notCompensated) {
        Instant now = now();
        Undo undo = notCompensated.isEmpty() ? null : Undo.begun(notCompensated, now.plus(undoing.pauseAfter(0)));
        return keeping(failure, kept -> rollBackWith(checkout, kept, failures, undo, now));
    }

    /**
     * Drops the details of a failure that cannot be stored with them. If the database was unavailable, the details may have been stored, so
     * nothing is overwritten.
     */
    private static <T> T keeping(AttemptFailure failure, Function<AttemptFailure, T> write) {
        try {
            return write.apply(failure);
        } catch (RuntimeException cannotBeKept) {
            if (DatabaseErrors.isUnavailable(cannotBeKept)) {
                throw cannotBeKept;
            }
            log.warn("The details of the failure cannot be stored and are dropped: {}", failure, cannotBeKept);
            return write.apply(failure.bare());
        }
    }

    private Optional<Attempt> rollBackWith(
            Checkout checkout,
            AttemptFailure failure,
            List<ActivityFailure> failures,
            @Nullable Undo undo,
            Instant now) {
        Attempt undecided = checkout.attempt();
        CartStatus former = undecided.formerStatus();
        Answer answer = answers.failed(
                decided(checkout.cart(), former, undecided.rolledBack(now, failure, failures, undo, nothingYet())),
                undecided,
                failure);
        Attempt rolledBack = undecided.rolledBack(now, failure, failures, undo, answer);
        Cart reopened = decided(checkout.cart(), former, rolledBack);
        return decide(checkout, rolledBack, reopened, decidedEvents.entry(reopened, rolledBack));
    }

    private Optional<Attempt> decide(Checkout checkout, Attempt attempt, Cart decided, OutboxEntry event) {
        return carts.decide(checkout.cart(), decided.status(), attempt, event).map(owed -> {
            activities.finalizers().forEach(activity -> finish(activity, decided, new Decision(attempt, owed)));
            return attempt;
        });
    }

    private void finish(FinalizeActivity activity, Cart decided, Decision decision) {
        try {
            activity.afterDecision(decided, decision);
        } catch (RuntimeException cannotChangeTheDecision) {
            log.warn("{} failed after the decision on cart {}", activity.name(), decided.id(), cannotChangeTheDecision);
            note(
                    decided,
                    decision.attempt(),
                    new ActivityFailure(
                            activity.name(), ActivityFailure.Step.FINISH, cannotChangeTheDecision.toString()));
        }
    }

    private void note(Cart decided, Attempt attempt, ActivityFailure failure) {
        try {
            carts.note(decided.tenant(), attempt.requestId(), failure);
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
        return new Cart(cart.id(), cart.tenant(), cart.version() + 1, status, cart.content(), attempts, cart.answers());
    }

    private static Answer nothingYet() {
        return new Answer(0, new byte[0]);
    }
}
