package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Waits until every service has applied the outcome of a checkout attempt. */
@RequiredArgsConstructor
public final class Agreement {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration SLOWEST = Duration.ofMillis(500);

    private final SuiteClient client;

    /** Returns the cart with the time each attempt took to be applied; an attempt that is not applied within a minute has none. */
    public CartRecord watch(CartRecord cart, long answeredAt) {
        List<Attempt> watched = new ArrayList<>();
        for (Attempt attempt : cart.attempts()) {
            watched.add(
                    attempt.requestId() != null && agreed(cart, attempt.requestId())
                            ? attempt.agreedAfter((System.nanoTime() - answeredAt) / 1_000_000)
                            : attempt);
        }
        return new CartRecord(
                cart.key(),
                cart.cartId(),
                cart.customerId(),
                cart.guestToken(),
                cart.total(),
                watched,
                cart.refusal(),
                cart.notes());
    }

    private boolean agreed(CartRecord cart, String requestId) {
        long until = System.nanoTime() + LONGEST.toNanos();
        Duration pause = FIRST;
        while (System.nanoTime() < until) {
            Answer answer = client.get(Service.CART, "/checkouts/" + requestId, cart.credentials(client));
            if (answer.status() == 404 || isApplied(answer.body().path("applied"))) {
                // A refusal by a check without effects is not an attempt, so no service has anything to apply.
                return answer.status() != 404;
            }
            Pause.of(pause);
            pause = pause.multipliedBy(2).compareTo(SLOWEST) > 0 ? SLOWEST : pause.multipliedBy(2);
        }
        return false;
    }

    private static boolean isApplied(JsonNode applied) {
        return applied.size() > 0 && applied.valueStream().allMatch(service -> service.asBoolean(false));
    }
}
