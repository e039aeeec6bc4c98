package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/** Decides attempts: one write, fenced by the request id, that is the only truth about whether an order exists (G1, G6). */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutDecisions {

    private static final String ABANDONED =
            "The checkout was interrupted and has been rolled back; it can be sent again";

    private final Carts carts;
    private final Activities activities;
    private final CheckoutAnswers answers;
    private final DecidedEvents decidedEvents;
    private final UndoSettings undoing;
    private final Clock clock;

    /** The decided attempt; empty if somebody else has decided it. */
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

    /** The decided attempt; empty if somebody else has decided it. What was not undone is tried again after the first pause. */
    Optional<Attempt> rollBack(Checkout checkout, WorkflowResult.Failed failed) {
        Instant now = now();
        return rollBack(
                checkout,
                failed.failure(),
                failed.failures(),
                failed.notUndone().isEmpty() ? null : Undo.begun(failed.notUndone(), now.plus(undoing.pauseAfter(0))),
                now);
    }

    /**
     * Decides an attempt whose process is gone. Nobody knows what it had done, so everything is to be undone, and the decision itself says
     * so: whoever dies after it leaves the work to others.
     *
     * @return false if somebody else has decided it
     */
    boolean giveUp(Checkout checkout) {
        Instant now = now();
        List<Undo.Missing> everything = activities.concerning(checkout).stream()
                .map(activity -> new Undo.Missing(activity.name(), "The process that ran it is gone"))
                .toList();
        return rollBack(
                        checkout,
                        AttemptFailure.of(FailureType.CHECKOUT_ABANDONED, null, ABANDONED),
                        List.of(),
                        everything.isEmpty() ? null : Undo.begun(everything, now),
                        now)
                .isPresent();
    }

    private Optional<Attempt> rollBack(
            Checkout checkout,
            AttemptFailure failure,
            List<ActivityFailure> failures,
            @Nullable Undo undo,
            Instant now) {
        try {
            return rollBackWith(checkout, failure, failures, undo, now);
        } catch (DataAccessResourceFailureException | TransientDataAccessException databaseAway) {
            throw databaseAway;
        } catch (RuntimeException cannotBeKept) {
            log.warn("The details of the failure cannot be kept: {}", failure, cannotBeKept);
            return rollBackWith(checkout, failure.bare(), failures, undo, now);
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
            log.warn("{} failed after the decision of {}", activity.name(), decided.id(), cannotChangeTheDecision);
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
            log.warn("{} is not on record: {}", failure, onlyLogged.toString());
        }
    }

    /** No finer than the store keeps it, so that the event can be made again from the stored decision. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The cart as the decision leaves it. */
    private static Cart decided(Cart cart, CartStatus status, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(cart.attempts());
        attempts.set(attempts.size() - 1, attempt);
        return new Cart(cart.id(), cart.tenant(), cart.version() + 1, status, cart.content(), attempts, cart.answers());
    }

    private static Answer nothingYet() {
        return new Answer(0, new byte[0]);
    }
}
