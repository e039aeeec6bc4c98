package io.checkoutsuite.stack.crash;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Observes one cart from outside, with the calls available to front ends and operators. */
@RequiredArgsConstructor
final class CartObserver {

    private final SuiteClient client;
    private final CartSession session;
    private final String sku;
    private final List<String> requestIds = new ArrayList<>();

    void addRequest(String requestId) {
        if (!requestIds.contains(requestId)) {
            requestIds.add(requestId);
        }
    }

    Observation observe() {
        JsonNode stock =
                client.get(Service.INVENTORY, "/stock/" + sku, Credentials.NONE).body();
        return new Observation(
                cart(),
                checkout(),
                new Observation.Resources(
                        stock.path("available").asLong(0),
                        stock.path("softReserved").asLong(0),
                        stock.path("hardReserved").asLong(0),
                        requestIds.stream().map(this::heldAmount).reduce(BigDecimal.ZERO, BigDecimal::add),
                        client.all(Service.ORDER, "/orders?cartId=" + session.cartId(), client.operator())
                                .size()));
    }

    /** The state visible while only the cart service responds. */
    Observation observeCart() {
        return new Observation(cart(), checkout(), null);
    }

    private String cart() {
        return client.get(Service.CART, "/carts/" + session.cartId(), session.owner())
                .text("status");
    }

    private String checkout() {
        return requestIds.isEmpty() ? "" : checkout(requestIds.getLast());
    }

    private String checkout(String requestId) {
        return session.outcome(requestId).text("state");
    }

    /** Whether every service has applied the outcome of the attempt. */
    boolean isAppliedEverywhere(String requestId) {
        ServiceResponse outcome = session.outcome(requestId);
        JsonNode applied = outcome.body().path("applied");
        return !applied.isEmpty() && applied.valueStream().allMatch(service -> service.asBoolean(false));
    }

    private BigDecimal heldAmount(String requestId) {
        return client.all(Service.PAYMENT, "/ops/gateway-holds?requestId=" + requestId, client.operator()).stream()
                .map(hold -> new BigDecimal(
                        Objects.requireNonNull(hold.path("holding").asString("0"))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
