package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Fills carts and submits them over HTTP, as a front end does. */
@RequiredArgsConstructor
public final class Shopper {

    private final SuiteClient client;
    private final CartMix mix;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong numbers = new AtomicLong();

    /** A cart that only has to be submitted. */
    public record PreparedCart(CartPlan plan, CartSession session, double preparedMillis) {}

    /** Creates the next cart, with its lines and address, enters its code and adds its payment. */
    public PreparedCart prepare() {
        long number = numbers.getAndIncrement();
        long began = System.nanoTime();
        CartPlan plan = mix.cart(number, "benchmark-" + run + "-" + number);
        CartSession session = Buyer.prepare(client, plan);
        return new PreparedCart(plan, session, millisSince(began));
    }

    /** @param dueNanos the moment ({@link System#nanoTime()}) from which the time of the submit counts */
    public Submission submit(PreparedCart cart, long dueNanos) {
        ServiceResponse response = cart.session().submit("submit");
        while (isInFlight(response)) {
            Pause.of(response.retryAfter());
            response = cart.session().submit("submit");
        }
        double millis = millisSince(dueNanos);
        Attempt attempt = Attempt.fromResponse(response, Math.round(millis));
        return new Submission(record(cart, attempt, response), cart.preparedMillis(), millis, Instant.now());
    }

    private static boolean isInFlight(ServiceResponse response) {
        return response.status() == 409
                && response.header("Retry-After").isPresent()
                && response.text("failureType").isEmpty();
    }

    private static CartRecord record(PreparedCart cart, Attempt attempt, ServiceResponse response) {
        String total = response.body()
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
                List.of());
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
