package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.money.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final LateUndo lateUndo;
    private final OrderNumbers orderNumbers;
    private final RunningCheckouts running;
    private final BackgroundCheckouts background;
    private final CheckoutSettings settings;
    private final Clock clock;

    /**
     * Who submits what.
     *
     * @param key hash over caller, path and Idempotency-Key; null if none was sent
     * @param async whether the submit is answered at once, before the decision
     */
    public record Submission(
            @Nullable String key,
            String bodyHash,
            String askedBy,
            @Nullable Money expectedTotal,
            boolean async) {}

    /** An attempt that runs on a thread of its own. */
    public record Begun(Attempt attempt, CompletableFuture<Attempt> decided) {}

    /**
     * Runs one attempt to its end.
     *
     * @param seen an open cart, in the version that the caller saw
     * @return the decided attempt; empty if somebody else has changed or claimed the cart meanwhile
     */
    public Optional<Attempt> submit(Cart seen, Submission submission) {
        return claim(seen, submission).map(this::decide);
    }

    /**
     * Claims the cart; the rest runs on a thread of its own, which a graceful shutdown waits for and a crash leaves to recovery.
     *
     * @param seen an open cart, in the version that the caller saw
     * @return empty if somebody else has changed or claimed the cart meanwhile
     */
    public Optional<Begun> begin(Cart seen, Submission submission) {
        return claim(seen, submission)
                .map(checkout -> new Begun(checkout.attempt(), background.run(() -> decide(checkout))));
    }

    /** What stands in the way of checking this cart out now, without any effect. */
    public List<AttemptFailure> check(Cart cart) {
        Attempt never = attempt(cart, "", new Submission(null, "", "", null, false));
        return workflow.check(new Checkout(cart, never, null));
    }

    private Optional<Checkout> claim(Cart seen, Submission submission) {
        Attempt attempt = attempt(seen, orderNumbers.next(seen.tenant()), submission);
        return carts.claim(seen, attempt)
                ? Optional.of(new Checkout(claimed(seen, attempt), attempt, submission.expectedTotal()))
                : Optional.empty();
    }

    private Attempt attempt(Cart seen, String orderNumber, Submission submission) {
        Instant now = clock.instant();
        return Attempt.begun(
                seen.nextRequestId(),
                orderNumber,
                seen.status(),
                submission.key(),
                submission.bodyHash(),
                submission.askedBy(),
                now,
                now.plus(settings.lease()),
                submission.async());
    }

    private Attempt decide(Checkout checkout) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", checkout.requestId())) {
            Optional<Attempt> decided =
                    switch (workflow.run(checkout)) {
                        case WorkflowResult.Completed completed -> decisions.complete(checkout, completed.payments());
                        case WorkflowResult.Failed failed -> decisions.rollBack(checkout, failed);
                    };
            return decided.orElseGet(() -> tooLate(checkout));
        } finally {
            running.leaves(checkout.requestId());
        }
    }

    /** Somebody else has decided: if they gave the attempt up, nothing that was done here may stay. */
    private Attempt tooLate(Checkout checkout) {
        Attempt theirs = carts.find(checkout.tenant(), checkout.cart().id())
                .flatMap(cart -> cart.attempt(checkout.requestId()))
                .filter(Attempt::isDecided)
                .orElseThrow(() -> new IllegalStateException(checkout.requestId() + " was decided by nobody"));
        if (theirs.outcome() == Attempt.Outcome.ROLLED_BACK) {
            lateUndo.undo(checkout);
        }
        return theirs;
    }

    /** Gives up an attempt whose process is gone; what it has done is undone as any undo that is tried again. */
    public boolean giveUp(Cart abandoned) {
        return abandoned
                .running()
                .map(attempt -> decisions.giveUp(new Checkout(abandoned, attempt, null)))
                .orElse(false);
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
