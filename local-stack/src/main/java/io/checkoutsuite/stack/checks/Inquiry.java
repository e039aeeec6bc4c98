package io.checkoutsuite.stack.checks;

import static io.checkoutsuite.events.EventType.CHECKOUT_COMPLETION;
import static io.checkoutsuite.events.EventType.CHECKOUT_ROLLBACK;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.InParallel;
import io.checkoutsuite.stack.client.Pause;
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
public final class Inquiry {

    private static final int AT_ONCE = 32;
    private static final String EXPIRED = "EXPIRED";
    private static final Set<String> UNDER_WAY = Set.of("RUNNING", "REVERSING");

    private final SuiteClient client;
    /** The maximum time to wait, for all carts together, until the services have caught up. */
    private final Duration patience;

    /** Waits up to a minute until the services have caught up. */
    public static Inquiry patient(SuiteClient client) {
        return new Inquiry(client, Duration.ofMinutes(1));
    }

    /** Reads the current state without waiting. */
    public static Inquiry impatient(SuiteClient client) {
        return new Inquiry(client, Duration.ZERO);
    }

    /**
     * Collects the facts of all carts.
     *
     * @param progress receives the number of carts processed so far
     */
    public List<CartFacts> about(Collection<CartRecord> carts, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        long until = System.nanoTime() + patience.toNanos();
        return InParallel.map(carts, AT_ONCE, cart -> {
            CartFacts facts = facts(cart, until);
            progress.accept(done.incrementAndGet());
            return facts;
        });
    }

    private CartFacts facts(CartRecord cart, long until) {
        List<AttemptFacts> attempts = cart.attempts().stream()
                .filter(attempt -> attempt.requestId() != null)
                .map(attempt -> facts(attempt, until))
                .toList();
        return new CartFacts(cart, orders(cart), attempts);
    }

    private List<OrderFacts> orders(CartRecord cart) {
        if (cart.cartId() == null) {
            return List.of();
        }
        Answer answer = client.get(Service.ORDER, "/orders?cartId=" + cart.cartId(), client.operator());
        if (!answer.ok()) {
            throw new IllegalStateException("The order service returned " + answer);
        }
        return answer.body()
                .path("items")
                .valueStream()
                .map(row -> known(Service.ORDER, "/orders/" + row.path("number").asString("")))
                .map(OrderFacts::of)
                .toList();
    }

    private AttemptFacts facts(Attempt attempt, long until) {
        String requestId = String.valueOf(attempt.requestId());
        Set<Service> notApplied =
                notApplied(requestId, attempt.success() ? CHECKOUT_COMPLETION : CHECKOUT_ROLLBACK, until);
        JsonNode authorization = authorization(requestId, until);
        BigDecimal authorized = BigDecimal.ZERO;
        for (JsonNode payment : authorization.path("payments")) {
            authorized = authorized.add(OrderFacts.amount(payment.path("amount")));
        }
        BigDecimal held = BigDecimal.ZERO;
        long most = 0;
        for (JsonNode hold : known(Service.PAYMENT, "/ops/gateway-holds?requestId=" + requestId)
                .path("items")) {
            held = held.add(new BigDecimal(hold.path("holding").asString("0")));
            most = Math.max(most, hold.path("authorized").asLong(0));
        }
        return new AttemptFacts(
                attempt,
                held(known(Service.INVENTORY, "/reservations/" + requestId)),
                state(authorization),
                authorized,
                held,
                most,
                held(known(Service.OFFER, "/uses/" + requestId)),
                notApplied);
    }

    /** Every decided attempt has an event, even one that a check refused before anything was reserved. */
    private Set<Service> notApplied(String requestId, EventType outcome, long until) {
        Set<Service> missing = EnumSet.copyOf(Service.CONSUMERS);
        while (true) {
            missing.removeIf(service -> known(service, "/ops/applied/" + requestId)
                    .path("applied")
                    .valueStream()
                    .anyMatch(applied -> isOf(applied, requestId, outcome)));
            if (missing.isEmpty() || System.nanoTime() > until) {
                return missing;
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private static boolean isOf(JsonNode applied, String requestId, EventType outcome) {
        return applied.path("eventId").asString("").equals(outcome.eventIdOf(requestId))
                && applied.path("listener").asString("").equals(outcome.listenerName());
    }

    /** Waits while an authorization is undecided, for instance because a gateway does not respond. */
    private JsonNode authorization(String requestId, long until) {
        while (true) {
            JsonNode authorization = known(Service.PAYMENT, "/authorizations/" + requestId);
            if (!UNDER_WAY.contains(state(authorization)) || System.nanoTime() > until) {
                return authorization;
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private JsonNode known(Service service, String path) {
        Answer answer = client.get(service, path, client.operator());
        if (!answer.ok() && answer.status() != 404) {
            throw new IllegalStateException("The " + service.word() + " service failed for " + path + ": " + answer);
        }
        return answer.ok() ? answer.body() : SuiteClient.JSON.createObjectNode();
    }

    /** A reservation that was released only by expiry counts as expired, not as released. */
    private static String held(JsonNode document) {
        String state = state(document);
        boolean expired = document.path("reason").asString("").equals(EXPIRED);
        return state.equals("RELEASED") && expired ? EXPIRED : state;
    }

    private static String state(JsonNode document) {
        return document.path("state").asString(AttemptFacts.ABSENT);
    }
}
