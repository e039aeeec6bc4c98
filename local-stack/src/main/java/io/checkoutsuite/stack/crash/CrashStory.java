package io.checkoutsuite.stack.crash;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.stack.client.Unreachable;
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
    private static final long WANTED = 2;
    private static final BigDecimal TOTAL = new BigDecimal("129.00");
    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration LONGEST_WAY = Duration.ofSeconds(10);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(10);

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    // The killed process keeps an event until the sweep, and its consumers keep their partitions until their session
    // expires.
    private static final Duration LONGEST_WAY_TO_ALL = Duration.ofSeconds(40);

    private final SuiteClient client;
    private final KillableStack stack;
    private final Teller teller;

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
    public interface Teller {

        /**
         * Called for each event.
         *
         * @param picture the state visible from outside; null while everything is down, or if it is not of interest
         * @param asPromised whether the state is what the suite guarantees
         */
        void tell(String what, @Nullable Picture picture, boolean asPromised);
    }

    /** Returns the results of the carts for the guarantee checks; the stack is running at the end. */
    public List<CartRecord> play() {
        return List.of(killedInTheMiddle(), killedAfterTheAnswer());
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
                        new Step.Add(List.of(new Step.Item(SKU, WANTED))),
                        new Step.Pay("tok_approve", Money.of("50.00", "GBP")),
                        new Step.Pay("tok_slow", null)),
                0);
    }

    private CartRecord killedInTheMiddle() {
        CartPlan plan = plan("middle");
        CartSession session = Buyer.prepare(client, plan);
        Onlooker onlooker = new Onlooker(client, session, SKU);
        Picture before = onlooker.picture();
        teller.tell("a cart: two lamps, paid with two cards", before, before.isUntouched(ON_HAND));

        long clicked = System.nanoTime();
        CompletableFuture<Answer> click =
                CompletableFuture.supplyAsync(() -> session.submit("click-1"), Thread::startVirtualThread);
        String requestId = requestIdWhileRunning(session, onlooker, click);
        onlooker.knows(requestId);
        await(LONGEST_WAY, () -> click.isDone() || onlooker.picture().holdsStockAndMoney());
        Picture middle = onlooker.picture();
        teller.tell("submitted; the second card is slow", middle, middle.holdsStockAndMoney());

        stack.kill();
        teller.tell("kill -9: services, broker, database", null, true);
        boolean unanswered = isUnanswered(click);
        Picture first = startedAgain(onlooker);
        teller.tell("all restarted on the same data", null, unanswered && first.isInTheMiddleOrSold());

        boolean decided = await(restOfLease(clicked).plus(LONGEST_RECOVERY), () -> onlooker.cartOnly()
                .isSubmitted());
        boolean settled = await(
                LONGEST_WAY_TO_ALL,
                () -> onlooker.isAgreed(requestId) && onlooker.picture().isSold(WANTED, ON_HAND - WANTED, TOTAL));
        teller.tell("lease expired: resumed and completed", onlooker.picture(), decided && settled);
        Answer same = session.submit("click-1");
        teller.tell(
                "same submit: order " + same.text("orderNumber"),
                null,
                same.ok() && same.text("requestId").equals(requestId));
        return record(plan, session, Attempt.answered(same, since(clicked).toMillis()));
    }

    /** Restarts the stack and observes the cart as soon as the cart service is back; the other services need some more seconds. */
    private Picture startedAgain(Onlooker onlooker) {
        stack.begin();
        await(LONGEST_START, () -> !stack.isAlive() || client.answers(Service.CART));
        Picture first = onlooker.cartOnly();
        teller.tell("the cart service is back", first, first.isInTheMiddleOrSold());
        stack.awaitReady();
        return first;
    }

    private CartRecord killedAfterTheAnswer() {
        CartPlan plan = plan("answer");
        CartSession session = Buyer.prepare(client, plan);
        Onlooker onlooker = new Onlooker(client, session, SKU);
        long clicked = System.nanoTime();
        Answer first = session.submit("click-2");
        stack.kill();
        Attempt answered = Attempt.answered(first, since(clicked).toMillis());
        String requestId = String.valueOf(answered.requestId());
        onlooker.knows(requestId);
        teller.tell("another cart: order " + answered.orderNumber(), null, answered.success());
        teller.tell("kill -9 right after the response", null, true);
        stack.begin();
        stack.awaitReady();
        Picture again = onlooker.picture();
        teller.tell("all restarted on the same data", again, again.cart().equals("SUBMITTED"));
        boolean settled = await(
                LONGEST_WAY_TO_ALL,
                () -> onlooker.isAgreed(requestId)
                        && onlooker.picture().isSold(2 * WANTED, ON_HAND - 2 * WANTED, TOTAL));
        teller.tell("all services have applied the outcome", onlooker.picture(), settled);
        Answer same = session.submit("click-2");
        teller.tell(
                "same submit: order " + same.text("orderNumber"),
                null,
                same.body().equals(first.body()));
        return record(plan, session, answered);
    }

    /** A repeated submit during the first one returns the request id of the first. */
    private static String requestIdWhileRunning(
            CartSession session, Onlooker onlooker, CompletableFuture<Answer> click) {
        await(LONGEST_WAY, () -> click.isDone() || onlooker.cartOnly().isInTheMiddle());
        return session.submit("click-1").text("requestId");
    }

    private Duration restOfLease(long clicked) {
        Duration rest = stack.lease().minus(since(clicked));
        return rest.isPositive() ? rest : Duration.ZERO;
    }

    private static boolean isUnanswered(CompletableFuture<Answer> click) {
        try {
            click.join();
            return false;
        } catch (CompletionException e) {
            return e.getCause() instanceof Unreachable;
        }
    }

    private static boolean await(Duration longest, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (since(began).compareTo(longest) > 0) {
                return false;
            }
            Pause.of(SHORTLY);
        }
        return true;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
