package io.checkoutsuite.stack.checks;

import static io.checkoutsuite.events.EventType.CHECKOUT_COMPLETION;
import static io.checkoutsuite.events.EventType.CHECKOUT_ROLLBACK;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Collects, as an operator, the state of carts and their checkout attempts from every service. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class FactCollector {

    private static final int CONCURRENCY = 32;
    private static final String EXPIRED = "EXPIRED";
    private static final Set<String> UNDECIDED = Set.of("RUNNING", "REVERSING");

    private final SuiteClient client;
    /** The maximum time to wait, for all carts together, until the services have caught up. */
    private final Duration timeout;

    /** Waits up to a minute until the services have caught up. */
    public static FactCollector waiting(SuiteClient client) {
        return new FactCollector(client, Duration.ofMinutes(1));
    }

    /** Reads the current state without waiting. */
    public static FactCollector withoutWaiting(SuiteClient client) {
        return new FactCollector(client, Duration.ZERO);
    }

    /**
     * Collects the facts of all carts.
     *
     * @param progress receives the number of carts processed so far
     */
    public List<CartFacts> collect(Collection<CartRecord> carts, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        long deadline = System.nanoTime() + timeout.toNanos();
        return Parallel.map(carts, CONCURRENCY, cart -> {
            CartFacts facts = facts(cart, deadline);
            progress.accept(done.incrementAndGet());
            return facts;
        });
    }

    private CartFacts facts(CartRecord cart, long deadline) {
        List<AttemptFacts> attempts = cart.attempts().stream()
                .filter(attempt -> attempt.requestId() != null)
                .map(attempt -> facts(attempt, deadline))
                .toList();
        return new CartFacts(cart, orders(cart), attempts);
    }

    private List<OrderFacts> orders(CartRecord cart) {
        if (cart.cartId() == null) {
            return List.of();
        }
        ServiceResponse response = client.get(Service.ORDER, "/orders?cartId=" + cart.cartId(), client.operator());
        if (!response.ok()) {
            throw new IllegalStateException("The order service returned " + response);
        }
        return response.body()
                .path("items")
                .valueStream()
                .map(row -> find(Service.ORDER, "/orders/" + row.path("number").asString("")))
                .map(OrderFacts::of)
                .toList();
    }

    private AttemptFacts facts(Attempt attempt, long deadline) {
        String requestId = String.valueOf(attempt.requestId());
        Set<Service> notApplied =
                notApplied(requestId, attempt.success() ? CHECKOUT_COMPLETION : CHECKOUT_ROLLBACK, deadline);
        JsonNode authorization = authorization(requestId, deadline);
        BigDecimal authorized = BigDecimal.ZERO;
        for (JsonNode payment : authorization.path("payments")) {
            authorized = authorized.add(OrderFacts.amount(payment.path("amount")));
        }
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal captured = BigDecimal.ZERO;
        long maxAuthorizations = 0;
        for (JsonNode hold : find(Service.PAYMENT, "/ops/gateway-holds?requestId=" + requestId)
                .path("items")) {
            held = held.add(new BigDecimal(hold.path("holding").asString("0")));
            captured = captured.add(new BigDecimal(hold.path("captured").asString("0")));
            maxAuthorizations =
                    Math.max(maxAuthorizations, hold.path("authorized").asLong(0));
        }
        return new AttemptFacts(
                attempt,
                holdState(find(Service.INVENTORY, "/reservations/" + requestId)),
                state(authorization),
                authorized,
                held,
                captured,
                maxAuthorizations,
                holdState(find(Service.OFFER, "/uses/" + requestId)),
                notApplied);
    }

    /** Every decided attempt has an event, even one that a check refused before anything was reserved. */
    private Set<Service> notApplied(String requestId, EventType outcome, long deadline) {
        Set<Service> missing = EnumSet.copyOf(Service.PARTICIPANTS);
        while (true) {
            missing.removeIf(service -> find(service, "/ops/applied/" + requestId)
                    .path("applied")
                    .valueStream()
                    .anyMatch(applied -> matches(applied, requestId, outcome)));
            if (missing.isEmpty() || System.nanoTime() > deadline) {
                return missing;
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private static boolean matches(JsonNode applied, String requestId, EventType outcome) {
        return applied.path("eventId").asString("").equals(outcome.eventIdOf(requestId))
                && applied.path("listener").asString("").equals(outcome.listenerName());
    }

    /** Waits while an authorization is undecided, for instance because a gateway does not respond. */
    private JsonNode authorization(String requestId, long deadline) {
        while (true) {
            JsonNode authorization = find(Service.PAYMENT, "/authorizations/" + requestId);
            if (!UNDECIDED.contains(state(authorization)) || System.nanoTime() > deadline) {
                return authorization;
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private JsonNode find(Service service, String path) {
        ServiceResponse response = client.get(service, path, client.operator());
        if (!response.ok() && response.status() != 404) {
            throw new IllegalStateException("The " + service.id() + " service failed for " + path + ": " + response);
        }
        return response.ok() ? response.body() : SuiteClient.JSON.createObjectNode();
    }

    /** A reservation that was released only by expiry counts as expired, not as released. */
    private static String holdState(JsonNode document) {
        String state = state(document);
        boolean expired = document.path("reason").asString("").equals(EXPIRED);
        return state.equals("RELEASED") && expired ? EXPIRED : state;
    }

    private static String state(JsonNode document) {
        return document.path("state").asString(AttemptFacts.ABSENT);
    }
}
