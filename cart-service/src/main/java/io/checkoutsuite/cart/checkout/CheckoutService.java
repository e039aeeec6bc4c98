package io.checkoutsuite.cart.checkout;

import static io.checkoutsuite.cart.cart.ActivityFailure.Step.COMPENSATE;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartTooLargeException;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.OpenCart;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.compensation.Compensator;
import io.checkoutsuite.cart.pricing.CheckoutPricing;
import io.checkoutsuite.cart.pricing.CheckoutPricing.Repriced;
import io.checkoutsuite.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Service;

/** Checks out carts: claim, activities, decision. */
@Slf4j
@Service
@RequiredArgsConstructor
public class CheckoutService {

    /** A dry run gets none. */
    private static final String NO_ORDER_NUMBER = "";

    private static final Duration RESUME_DELAY = Duration.ofSeconds(2);

    private final Carts carts;
    private final CheckoutWorkflow workflow;
    private final CheckoutDecisions decisions;
    private final CheckoutResponses responses;
    private final CartBudget budget;
    private final Compensator compensator;
    private final OrderNumbers orderNumbers;
    private final CheckoutPricing prices;
    private final CheckoutPreview preview;
    private final CheckoutLeases leases;
    private final BackgroundCheckouts background;
    private final CheckoutSettings settings;
    private final Clock clock;

    /** An attempt that runs on its own thread. */
    public record Begun(Attempt attempt, CompletableFuture<Attempt> decided) {}

    /**
     * Runs one attempt until it is decided.
     *
     * @param seen an open cart, in the version that the caller saw
     * @return the decided attempt, or the undecided one if another process runs it now; empty if the cart was changed or claimed meanwhile
     * @throws CartTooLargeException if the cart has no room for one more attempt; no attempt has begun then
     */
    public Optional<Attempt> submit(Cart seen, Submission submission) {
        return claim(seen, submission).map(this::decide);
    }

    /**
     * Claims the cart and runs the attempt on its own thread. A graceful shutdown waits for that thread; after a crash, recovery resumes the
     * attempt.
     *
     * @param seen an open cart, in the version that the caller saw
     * @return empty if the cart was changed or claimed meanwhile
     */
    public Optional<Begun> begin(Cart seen, Submission submission) {
        return claim(seen, submission)
                .map(checkout -> new Begun(checkout.attempt(), background.run(() -> decide(checkout))));
    }

    /**
     * Returns the failures that a checkout of this cart would encounter now, without side effects.
     *
     * @param expectedTotal as in a submission
     */
    public List<AttemptFailure> check(Cart cart, @Nullable Money expectedTotal) {
        return cart.asOpen()
                .map(open -> check(open, expectedTotal))
                .orElseGet(() -> List.of(AttemptFailure.ofClosed(cart.status())));
    }

    private List<AttemptFailure> check(OpenCart open, @Nullable Money expectedTotal) {
        Cart cart = open.cart();
        Repriced now = prices.reprice(cart.tenant(), cart.content(), expectedTotal);
        Checkout dryRun = claim(open, now, new Submission("", "", "", expectedTotal, false), NO_ORDER_NUMBER);
        List<AttemptFailure> found = new ArrayList<>();
        if (hasTooManyAttempts(cart)) {
            found.add(AttemptFailure.of(
                    FailureType.INVALID_CART_STATUS,
                    null,
                    "The cart was submitted " + cart.attempts().size() + " times"));
        }
        found.addAll(preview.failures(dryRun));
        try {
            requireRoom(cart, now);
        } catch (CartTooLargeException tooLarge) {
            found.add(AttemptFailure.of(
                    FailureType.INVALID_CART_ITEM_CONFIG, null, String.valueOf(tooLarge.getMessage())));
        }
        return List.copyOf(found);
    }

    /** Whether the cart has reached the maximum number of attempts and can no longer be submitted. */
    public boolean hasTooManyAttempts(Cart cart) {
        return cart.attempts().size() >= settings.maxAttempts();
    }

    /** Prices and locks the cart in one write, so that what is checked afterwards is what is sold. */
    private Optional<Checkout> claim(Cart seen, Submission submission) {
        return seen.asOpen().flatMap(open -> {
            Repriced now = prices.reprice(seen.tenant(), seen.content(), submission.expectedTotal());
            requireRoom(seen, now);
            Checkout checkout = claim(open, now, submission, orderNumbers.next(seen.tenant()));
            return carts.claim(seen, checkout.claimed()) ? Optional.of(checkout) : Optional.empty();
        });
    }

    private void requireRoom(Cart cart, Repriced now) {
        Cart repriced = cart.repriced(now.content());
        budget.requireRoom(repriced, responses.viewBytes(repriced));
    }

    private Checkout claim(OpenCart open, Repriced repriced, Submission submission, String orderNumber) {
        Instant now = clock.instant();
        ClaimedCart claimed = open.claim(
                repriced.content(),
                submission.expecting(repriced.expectedTotal()),
                orderNumber,
                now,
                now.plus(settings.lease()));
        return new Checkout(claimed, repriced.catalogPrices());
    }

    /**
     * Takes over an attempt whose process died, or that waited for a payment, and resumes it on its own thread. Activities run again with the same request id and find their
     * earlier work.
     *
     * @param interrupted a cart whose attempt has an expired lease or waits for a payment
     * @return empty if another process took it over first, or its original process renewed the lease
     */
    public Optional<CompletableFuture<Attempt>> takeOver(ClaimedCart interrupted) {
        Instant now = clock.instant();
        return carts.takeOver(interrupted, now, now.plus(settings.lease())).map(mine -> {
            if (!(interrupted.attempt() instanceof Attempt.AwaitingPayment)) {
                log.warn(
                        "Checkout {} was interrupted and is resumed by this process",
                        mine.attempt().requestId());
            }
            return background.run(() -> decide(new Checkout(mine)));
        });
    }

    /** Runs and decides the attempt. The returned attempt is undecided only if another process runs it now or it is resumed later. */
    private Attempt decide(Checkout checkout) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", checkout.requestId());
                CheckoutLeases.RunningAttempt mine = leases.begin(checkout)) {
            try {
                return decide(checkout, mine).orElseGet(() -> overtaken(checkout));
            } catch (LeaseLostException takenOver) {
                return overtaken(checkout);
            } catch (AttemptPostponedException later) {
                log.info("The checkout is postponed and will be resumed soon: {}", later.getMessage());
                mine.releaseAfter(RESUME_DELAY);
                return checkout.attempt();
            } catch (RuntimeException undecided) {
                // An attempt that fails repeatedly is retried only when its lease expires.
                if (!checkout.attempt().isTakenOver()) {
                    // The caller gets the error immediately, even if the database itself is unavailable.
                    Thread.startVirtualThread(mine::release);
                }
                throw undecided;
            }
        }
    }

    private Optional<Attempt> decide(Checkout checkout, CheckoutLeases.RunningAttempt mine) {
        return switch (checkout.attempt()) {
            case Attempt.Running running ->
                switch (workflow.run(checkout, mine)) {
                    case WorkflowResult.Completed completed ->
                        decisions.complete(checkout, running, completed.payments());
                    case WorkflowResult.Awaiting(AwaitedPayment awaited) -> suspend(checkout, running, awaited);
                    case WorkflowResult.Failed failed -> rollBack(checkout, running, mine, failed);
                };
            case Attempt.AwaitingPayment waiting ->
                throw new IllegalStateException(waiting.requestId() + " waits for a payment");
            case Attempt.RollingBack failed ->
                compensateAndRollBack(
                        checkout,
                        mine,
                        new WorkflowResult.Failed(failed.failure(), failed.failures(), workflow.mayHaveRun(checkout)));
        };
    }

    /** The attempt waits from then on; nothing is decided, and nothing is released. */
    private Optional<Attempt> suspend(Checkout checkout, Attempt.Running running, AwaitedPayment awaited) {
        Instant soon = clock.instant().plus(RESUME_DELAY);
        Attempt.AwaitingPayment waiting =
                running.await(awaited, awaited.until().isAfter(soon) ? awaited.until() : soon);
        return carts.suspend(checkout.claimed(), checkout.claimed().awaiting(waiting))
                ? Optional.of(waiting)
                : Optional.empty();
    }

    /** Decides first and compensates afterwards: what is released is immediately available to others, so no order may depend on it any more. */
    private Optional<Attempt> rollBack(
            Checkout checkout,
            Attempt.Running running,
            CheckoutLeases.RunningAttempt mine,
            WorkflowResult.Failed failed) {
        return failed.toCompensate().isEmpty() || decisions.beginRollback(checkout, running, failed)
                ? compensateAndRollBack(checkout, mine, failed)
                : Optional.empty();
    }

    private Optional<Attempt> compensateAndRollBack(
            Checkout checkout, CheckoutLeases.RunningAttempt mine, WorkflowResult.Failed failed) {
        List<ActivityFailure> failures = new ArrayList<>(failed.failures());
        List<Compensation.RemainingActivity> remaining = new ArrayList<>();
        for (ReversibleActivity activity : failed.toCompensate()) {
            mine.enter(activity.name());
            compensator
                    .compensate(checkout.tenant(), checkout.requestId(), activity)
                    .ifPresent(remaining::add);
        }
        remaining.forEach(each -> failures.add(new ActivityFailure(each.activity(), COMPENSATE, each.reason())));
        return decisions.rollBack(checkout, failed.failure(), failures, remaining);
    }

    /**
     * Another process has taken over or decided the attempt. If it was rolled back, the effects of this process are compensated. While it is
     * undecided, the other process is responsible for it.
     */
    private Attempt overtaken(Checkout checkout) {
        Attempt theirs = carts.find(checkout.tenant(), checkout.cart().id())
                .flatMap(cart -> cart.attempt(checkout.requestId()))
                .orElseThrow(() -> new IllegalStateException(checkout.requestId() + " no longer exists"));
        if (theirs instanceof Attempt.RolledBack) {
            compensator.compensateLate(checkout.tenant(), checkout.requestId(), workflow.mayHaveRun(checkout));
        }
        return theirs;
    }
}
