package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Waits until every service has applied the outcome of a checkout attempt. */
@RequiredArgsConstructor
public final class ConvergenceWatch {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FIRST_DELAY = Duration.ofMillis(20);
    private static final Duration MAX_DELAY = Duration.ofMillis(500);

    private final SuiteClient client;

    /** Returns the cart with the time each attempt took to be applied; an attempt that is not applied within a minute has none. */
    public CartRecord watch(CartRecord cart, long respondedAt) {
        List<Attempt> watched = new ArrayList<>();
        for (Attempt attempt : cart.attempts()) {
            watched.add(
                    attempt.requestId() != null && awaitApplied(cart, attempt.requestId())
                            ? attempt.appliedAfter((System.nanoTime() - respondedAt) / 1_000_000)
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

    private boolean awaitApplied(CartRecord cart, String requestId) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        Duration pause = FIRST_DELAY;
        while (System.nanoTime() < deadline) {
            ServiceResponse response = client.get(Service.CART, "/checkouts/" + requestId, cart.credentials(client));
            if (response.status() == 404 || isApplied(response.body().path("applied"))) {
                // A refusal by a check without effects is not an attempt, so no service has anything to apply.
                return response.status() != 404;
            }
            Pause.of(pause);
            pause = pause.multipliedBy(2).compareTo(MAX_DELAY) > 0 ? MAX_DELAY : pause.multipliedBy(2);
        }
        return false;
    }

    private static boolean isApplied(JsonNode applied) {
        return applied.size() > 0 && applied.valueStream().allMatch(service -> service.asBoolean(false));
    }
}
