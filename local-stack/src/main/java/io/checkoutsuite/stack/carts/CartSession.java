package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One buyer's cart as a front end sees it: its id, its latest entity tag and its owner. */
public final class CartSession {

    private static final int STALE_TRIES = 3;

    private final SuiteClient client;
    private final CartPlan plan;
    private @Nullable String cartId;
    private @Nullable String guestToken;
    private JsonNode cart = SuiteClient.JSON.createObjectNode();
    private String etag = "";
    private int calls;

    CartSession(SuiteClient client, CartPlan plan) {
        this.client = client;
        this.plan = plan;
    }

    public @Nullable String cartId() {
        return cartId;
    }

    public @Nullable String guestToken() {
        return guestToken;
    }

    /** The cart as in the latest response. */
    public synchronized JsonNode cart() {
        return cart;
    }

    /** The credentials of the cart's owner. */
    public Credentials owner() {
        if (plan.customerId() != null) {
            return client.customer(plan.customerId());
        }
        return guestToken == null ? Credentials.NONE : Credentials.guest(guestToken);
    }

    /** Creates the cart, including the plan's first step. */
    Answer open() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("currency", "GBP");
        body.put("contact", Map.of("email", plan.email(), "name", plan.name()));
        body.put("shippingAddress", address());
        if (plan.steps().getFirst() instanceof Step.Add(var items)) {
            body.put("lines", lines(items));
        }
        Answer answer = client.call(Service.CART, "POST", "/carts", body, owner(), keyed("open"));
        if (answer.ok()) {
            cartId = answer.text("id");
            guestToken = answer.header("Guest-Token").orElse(null);
            remember(answer);
        }
        return answer;
    }

    private Map<String, String> address() {
        return Map.of(
                "name", plan.name(),
                "line1", "1 High Street",
                "city", "Market Town",
                "postalCode", "AB1 2CD",
                "country", plan.country());
    }

    static List<Map<String, Object>> lines(List<Step.Item> items) {
        return items.stream()
                .map(item -> Map.<String, Object>of("sku", item.sku(), "quantity", item.quantity()))
                .toList();
    }

    /** Changes the cart. Adopts a newer entity tag (after repricing or a repeated call), because nobody else changes this cart. */
    public Answer change(String method, String path, @Nullable Object body) {
        Map<String, String> headers = keyed("step");
        Answer answer = call(method, path, body, headers);
        for (int i = 0; i < STALE_TRIES && answer.status() == 412; i++) {
            etag = answer.header("ETag").orElse(etag);
            answer = call(method, path, body, headers);
        }
        if (answer.ok()) {
            remember(answer);
        }
        return answer;
    }

    private Map<String, String> keyed(String word) {
        return Map.of("Idempotency-Key", plan.key() + "-" + word + "-" + calls++);
    }

    /** Submits the cart once; may be called by several threads. */
    public Answer submit(String key) {
        Map<String, String> headers = Map.of("Idempotency-Key", key);
        Answer answer = call("POST", "/checkout", Map.of(), headers);
        if (answer.status() == 412) {
            synchronized (this) {
                etag = answer.header("ETag").orElse(etag);
            }
            return call("POST", "/checkout", Map.of(), headers);
        }
        return answer;
    }

    private Answer call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        synchronized (this) {
            all.put("If-Match", etag);
        }
        return client.call(Service.CART, method, "/carts/" + cartId + path, body, owner(), all);
    }

    /** Requests the outcome of an attempt. */
    public Answer outcome(String requestId) {
        return client.get(Service.CART, "/checkouts/" + requestId, owner());
    }

    private void remember(Answer answer) {
        cart = answer.body();
        etag = version(answer, cart);
    }

    /** The response to a submit contains the cart. */
    synchronized void rememberSubmitted(Answer answer) {
        JsonNode answered = answer.body().path("cart");
        if (answered.isObject()) {
            cart = answered;
        }
        etag = version(answer, answered);
    }

    /** Stored responses have no {@code ETag} header, only the version in their body. */
    private String version(Answer answer, JsonNode answered) {
        String known = answered.path("version").asString("");
        return answer.header("ETag").orElse(known.isEmpty() ? etag : "\"" + known + "\"");
    }
}
