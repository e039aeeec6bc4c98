package io.checkoutsuite.stack.crash;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Kills everything in the middle of one checkout, and again right after the response of another; both carts must become orders. */
@RequiredArgsConstructor
public final class CrashStory {

    private static final String SKU = "LAMP-DESK";
    private static final long ON_HAND = 5;
    private static final long QUANTITY = 2;
    private static final BigDecimal TOTAL = new BigDecimal("129.00");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    // The killed process keeps an event until the sweep, and its consumers keep their partitions until their session
    // expires.
    private static final Duration CONVERGENCE_TIMEOUT = Duration.ofSeconds(40);

    private final SuiteClient client;
    private final KillableStack stack;
    private final StoryListener listener;

    /** The stack that is killed. */
    public interface KillableStack {

        /** Starts the stack and returns at once. */
        void begin();

        /** Returns when all services accept requests. */
        void awaitReady();

        boolean isAlive();

        void kill();

        /** The lease of a checkout: how long after a crash another process may resume it. */
        Duration lease();
    }

    /** Receives the events of the story as they happen. */
    @FunctionalInterface
    public interface StoryListener {

        /**
         * Called for each event.
         *
         * @param observation the state visible from outside; null while everything is down, or if it is not of interest
         * @param asPromised whether the state is what the suite guarantees
         */
        void onEvent(String what, @Nullable Observation observation, boolean asPromised);
    }

    /** Returns the results of the carts for the guarantee checks; the stack is running at the end. */
    public List<CartRecord> play() {
        return List.of(killedInTheMiddle(), killedAfterTheResponse());
    }

    private static CartRecord record(CartPlan plan, CartSession session, Attempt attempt) {
        return new CartRecord(
                plan.key(),
                session.cartId(),
                null,
                session.guestToken(),
                TOTAL.toPlainString(),
                List.of(attempt),
                attempt.failure(),
                List.of());
    }

    /** Imports the shop's only product; must be called once, after the first start. */
    public void openShop() {
        client.importAll(
                Service.CART,
                "/catalog/imports",
                List.of(Map.of(
                        "sku", SKU, "name", "Desk lamp", "unitPrice", Map.of("amount", "64.50", "currency", "GBP"))));
        client.importAll(Service.INVENTORY, "/stock/imports", List.of(Map.of("sku", SKU, "onHand", ON_HAND)));
    }

    private static CartPlan plan(String name) {
        return new CartPlan(
                "crash-" + name + "-" + System.currentTimeMillis(),
                null,
                "ann.archer@example.org",
                "Ann Archer",
                "GB",
                List.of(
                        new Step.Add(List.of(new Step.Item(SKU, QUANTITY))),
                        new Step.Pay("tok_approve", Money.of("50.00", "GBP")),
                        new Step.Pay("tok_slow", null)),
                0);
    }

    private CartRecord killedInTheMiddle() {
        CartPlan plan = plan("middle");
        CartSession session = Buyer.prepare(client, plan);
        CartObserver observer = new CartObserver(client, session, SKU);
        Observation before = observer.observe();
        listener.onEvent("a cart: two lamps, paid with two cards", before, before.isUntouched(ON_HAND));

        long clicked = System.nanoTime();
        CompletableFuture<ServiceResponse> click =
                CompletableFuture.supplyAsync(() -> session.submit("click-1"), Thread::startVirtualThread);
        String requestId = requestIdWhileRunning(session, observer, click);
        observer.addRequest(requestId);
        await(REQUEST_TIMEOUT, () -> click.isDone() || observer.observe().holdsStockAndMoney());
        Observation middle = observer.observe();
        listener.onEvent("submitted; the second card is slow", middle, middle.holdsStockAndMoney());

        stack.kill();
        listener.onEvent("kill -9: services, broker, database", null, true);
        boolean noResponse = hasNoResponse(click);
        Observation first = restarted(observer);
        listener.onEvent("all restarted on the same data", null, noResponse && first.isInProgressOrSubmitted());

        boolean decided = await(
                restOfLease(clicked).plus(RECOVERY_TIMEOUT),
                () -> observer.observeCart().isSubmitted());
        boolean settled = await(
                CONVERGENCE_TIMEOUT,
                () -> observer.isAppliedEverywhere(requestId)
                        && observer.observe().isSold(QUANTITY, ON_HAND - QUANTITY, TOTAL));
        listener.onEvent("lease expired: resumed and completed", observer.observe(), decided && settled);
        ServiceResponse same = session.submit("click-1");
        listener.onEvent(
                "same submit: order " + same.text("orderNumber"),
                null,
                same.ok() && same.text("requestId").equals(requestId));
        return record(plan, session, Attempt.fromResponse(same, since(clicked).toMillis()));
    }

    /** Restarts the stack and observes the cart as soon as the cart service is back; the other services need some more seconds. */
    private Observation restarted(CartObserver observer) {
        stack.begin();
        await(START_TIMEOUT, () -> !stack.isAlive() || client.isAlive(Service.CART));
        Observation first = observer.observeCart();
        listener.onEvent("the cart service is back", first, first.isInProgressOrSubmitted());
        stack.awaitReady();
        return first;
    }

    private CartRecord killedAfterTheResponse() {
        CartPlan plan = plan("answer");
        CartSession session = Buyer.prepare(client, plan);
        CartObserver observer = new CartObserver(client, session, SKU);
        long clicked = System.nanoTime();
        ServiceResponse first = session.submit("click-2");
        stack.kill();
        Attempt answered = Attempt.fromResponse(first, since(clicked).toMillis());
        String requestId = String.valueOf(answered.requestId());
        observer.addRequest(requestId);
        listener.onEvent("another cart: order " + answered.orderNumber(), null, answered.success());
        listener.onEvent("kill -9 right after the response", null, true);
        stack.begin();
        stack.awaitReady();
        Observation again = observer.observe();
        listener.onEvent("all restarted on the same data", again, again.cart().equals("SUBMITTED"));
        boolean settled = await(
                CONVERGENCE_TIMEOUT,
                () -> observer.isAppliedEverywhere(requestId)
                        && observer.observe().isSold(2 * QUANTITY, ON_HAND - 2 * QUANTITY, TOTAL));
        listener.onEvent("all services have applied the outcome", observer.observe(), settled);
        ServiceResponse same = session.submit("click-2");
        listener.onEvent(
                "same submit: order " + same.text("orderNumber"),
                null,
                same.body().equals(first.body()));
        return record(plan, session, answered);
    }

    /** A repeated submit during the first one returns the request id of the first. */
    private static String requestIdWhileRunning(
            CartSession session, CartObserver observer, CompletableFuture<ServiceResponse> click) {
        await(REQUEST_TIMEOUT, () -> click.isDone() || observer.observeCart().isInProgress());
        return session.submit("click-1").text("requestId");
    }

    private Duration restOfLease(long clicked) {
        Duration rest = stack.lease().minus(since(clicked));
        return rest.isPositive() ? rest : Duration.ZERO;
    }

    private static boolean hasNoResponse(CompletableFuture<ServiceResponse> click) {
        try {
            click.join();
            return false;
        } catch (CompletionException e) {
            return e.getCause() instanceof ServiceUnreachableException;
        }
    }

    private static boolean await(Duration timeout, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (since(began).compareTo(timeout) > 0) {
                return false;
            }
            Pause.of(POLL_INTERVAL);
        }
        return true;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
