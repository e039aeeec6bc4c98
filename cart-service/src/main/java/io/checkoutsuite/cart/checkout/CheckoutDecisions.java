package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Decides attempts: one write, fenced by the request id, that is the only truth about whether an order exists (G1, G6). */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutDecisions {

    private final Carts carts;
    private final Activities activities;
    private final CheckoutAnswers answers;
    private final EventCodec events;
    private final Clock clock;

    /** The decided attempt; empty if somebody else has decided it. */
    Optional<Attempt> complete(Checkout checkout, List<PaymentSummary> payments) {
        Instant now = clock.instant();
        Attempt undecided = checkout.attempt();
        Answer answer = answers.completed(
                decided(checkout.cart(), CartStatus.SUBMITTED, undecided.completed(now, nothingYet())), undecided);
        OutboxEntry event = events.entry(CheckoutEvents.completion(checkout, payments, now));
        return decide(checkout, CartStatus.SUBMITTED, undecided.completed(now, answer), event);
    }

    /** The decided attempt; empty if somebody else has decided it. */
    Optional<Attempt> rollBack(Checkout checkout, AttemptFailure failure, List<String> notUndone) {
        Instant now = clock.instant();
        Attempt undecided = checkout.attempt();
        CartStatus former = undecided.formerStatus();
        Answer answer = answers.failed(
                decided(checkout.cart(), former, undecided.rolledBack(now, failure, notUndone, nothingYet())),
                undecided,
                failure);
        OutboxEntry event = events.entry(CheckoutEvents.rollback(checkout, failure, now));
        return decide(checkout, former, undecided.rolledBack(now, failure, notUndone, answer), event);
    }

    private Optional<Attempt> decide(Checkout checkout, CartStatus status, Attempt attempt, OutboxEntry event) {
        return carts.decide(checkout.cart(), status, attempt, event).map(owed -> {
            Cart decided = decided(checkout.cart(), status, attempt);
            activities.finalizers().forEach(activity -> finish(activity, decided, new Decision(attempt, owed)));
            return attempt;
        });
    }

    private static void finish(FinalizeActivity activity, Cart decided, Decision decision) {
        try {
            activity.afterDecision(decided, decision);
        } catch (RuntimeException cannotChangeTheDecision) {
            log.warn("{} failed after the decision of {}", activity.name(), decided.id(), cannotChangeTheDecision);
        }
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
