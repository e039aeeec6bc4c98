package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Fills carts and submits them over HTTP, as a front end does. */
@RequiredArgsConstructor
public final class Shopper {

    /** Other random numbers than those of the carts. */
    private static final long DOUBLED = 0x5D0B1ED5L;

    private final SuiteClient client;
    private final CartMix mix;
    private final int doubledPercent;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong numbers = new AtomicLong();

    /** A cart that only has to be submitted. */
    public record PreparedCart(CartPlan plan, CartSession session, boolean doubled, double preparedMillis) {}

    /** Creates the next cart, with its lines and address, enters its code and adds its payment. */
    public PreparedCart prepare() {
        return prepare(System.nanoTime());
    }

    /** @param dueNanos the moment ({@link System#nanoTime()}) from which the time of the preparation counts */
    PreparedCart prepare(long dueNanos) {
        long number = numbers.getAndIncrement();
        CartPlan plan = mix.cart(number, "benchmark-" + run + "-" + number);
        boolean doubled = new SplittableRandom(number ^ DOUBLED).nextInt(100) < doubledPercent;
        return new PreparedCart(plan, Buyer.prepare(client, plan), doubled, millisSince(dueNanos));
    }

    /** @param dueNanos the moment ({@link System#nanoTime()}) from which the time of the submit counts */
    public Submission submit(PreparedCart cart, long dueNanos) {
        List<Decision> decisions = cart.doubled()
                ? Parallel.map(List.of(1, 2), 2, click -> decision(cart, dueNanos))
                : List.of(decision(cart, dueNanos));
        Decision first = decisions.getFirst();
        boolean same = decisions.stream()
                .allMatch(each -> each.response().body().equals(first.response().body()));
        double millis = decisions.stream().mapToDouble(Decision::millis).min().orElseThrow();
        return new Submission(record(cart, first, same), cart.preparedMillis(), millis, Instant.now());
    }

    private record Decision(ServiceResponse response, double millis) {}

    /** A submit whose twin is still in progress is repeated until it gets the outcome. */
    private static Decision decision(PreparedCart cart, long dueNanos) {
        String key = cart.plan().key() + "-submit";
        ServiceResponse response = cart.session().submit(key);
        while (isInFlight(response)) {
            Pause.of(response.retryAfter());
            response = cart.session().submit(key);
        }
        return new Decision(response, millisSince(dueNanos));
    }

    private static boolean isInFlight(ServiceResponse response) {
        return response.status() == 409
                && response.header("Retry-After").isPresent()
                && response.text("failureType").isEmpty();
    }

    private static CartRecord record(PreparedCart cart, Decision decision, boolean same) {
        Attempt attempt = Attempt.fromResponse(decision.response(), Math.round(decision.millis()));
        String total = decision.response()
                .body()
                .path("cart")
                .path("totals")
                .path("total")
                .path("amount")
                .asString("");
        @Nullable String amount = total.isEmpty() ? null : total;
        return new CartRecord(
                cart.plan().key(),
                cart.session().cartId(),
                cart.plan().customerId(),
                cart.session().guestToken(),
                amount,
                List.of(attempt),
                attempt.failure(),
                same ? List.of() : List.of("the same submit got two outcomes"));
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
