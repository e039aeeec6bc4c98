package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.money.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Service;

/** Checks carts out: claim, activities, decision. */
@Service
@RequiredArgsConstructor
public class CheckoutService {

    private final Carts carts;
    private final CheckoutWorkflow workflow;
    private final CheckoutDecisions decisions;
    private final OrderNumbers orderNumbers;
    private final RunningCheckouts running;
    private final CheckoutSettings settings;
    private final Clock clock;

    /**
     * Who submits what.
     *
     * @param key hash over caller, path and Idempotency-Key; null if none was sent
     */
    public record Submission(
            @Nullable String key,
            String bodyHash,
            String askedBy,
            @Nullable Money expectedTotal) {}

    /**
     * Runs one attempt to its end.
     *
     * @param seen an open cart, in the version that the caller saw
     * @return the decided attempt; empty if somebody else has changed or claimed the cart meanwhile
     */
    public Optional<Attempt> submit(Cart seen, Submission submission) {
        Attempt attempt = begin(seen, submission);
        if (!carts.claim(seen, attempt)) {
            return Optional.empty();
        }
        Checkout checkout = new Checkout(claimed(seen, attempt), attempt, submission.expectedTotal());
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", attempt.requestId())) {
            return Optional.of(decide(checkout));
        } finally {
            running.leaves(attempt.requestId());
        }
    }

    /** What stands in the way of checking this cart out now, without any effect. */
    public List<AttemptFailure> check(Cart cart) {
        return workflow.check(new Checkout(cart, begin(cart, new Submission(null, "", "", null)), null));
    }

    private Attempt begin(Cart seen, Submission submission) {
        Instant now = clock.instant();
        return new Attempt(
                seen.nextRequestId(),
                orderNumbers.next(seen.tenant()),
                seen.status(),
                submission.key(),
                submission.bodyHash(),
                submission.askedBy(),
                now,
                now.plus(settings.lease()),
                null,
                null,
                null,
                List.of(),
                null);
    }

    private Attempt decide(Checkout checkout) {
        Optional<Attempt> decided =
                switch (workflow.run(checkout)) {
                    case WorkflowResult.Completed completed -> decisions.complete(checkout, completed.payments());
                    case WorkflowResult.Failed failed ->
                        decisions.rollBack(checkout, failed.failure(), failed.notUndone());
                };
        return decided.orElseGet(() -> tooLate(checkout));
    }

    /** This process was so slow that another has given the attempt up: nothing that was done here may stay. */
    private Attempt tooLate(Checkout checkout) {
        workflow.undoAll(checkout);
        return carts.find(checkout.tenant(), checkout.cart().id())
                .flatMap(cart -> cart.attempt(checkout.requestId()))
                .filter(Attempt::isDecided)
                .orElseThrow(() -> new IllegalStateException(checkout.requestId() + " was decided by nobody"));
    }

    /** Gives up an attempt whose process is gone. The decision comes first: only then nobody can complete it any more. */
    boolean giveUp(Cart abandoned) {
        return abandoned.running().map(attempt -> giveUp(abandoned, attempt)).orElse(false);
    }

    private boolean giveUp(Cart cart, Attempt attempt) {
        Checkout checkout = new Checkout(cart, attempt, null);
        AttemptFailure abandoned = AttemptFailure.of(
                FailureType.CHECKOUT_ABANDONED,
                null,
                "The checkout was interrupted and has been rolled back; it can be sent again");
        if (decisions.rollBack(checkout, abandoned, List.of()).isEmpty()) {
            return false;
        }
        workflow.undoAll(checkout);
        return true;
    }

    private static Cart claimed(Cart seen, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(seen.attempts());
        attempts.add(attempt);
        return new Cart(
                seen.id(),
                seen.tenant(),
                seen.version() + 1,
                CartStatus.SUBMISSION_IN_PROGRESS,
                seen.content(),
                attempts,
                seen.answers());
    }
}
