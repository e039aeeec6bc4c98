package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One buyer's cart as a front end sees it: its id, its latest entity tag and its owner. */
public final class CartSession {

    private static final int MAX_STALE_RETRIES = 3;

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
    ServiceResponse open() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("currency", "GBP");
        body.put("contact", Map.of("email", plan.email(), "name", plan.name()));
        body.put("shippingAddress", address());
        if (plan.steps().getFirst() instanceof Step.Add(var items)) {
            body.put("lines", lines(items));
        }
        ServiceResponse response = client.call(Service.CART, "POST", "/carts", body, owner(), idempotencyKey("open"));
        if (response.ok()) {
            cartId = response.text("id");
            guestToken = response.header("Guest-Token").orElse(null);
            remember(response);
        }
        return response;
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
    public ServiceResponse change(String method, String path, @Nullable Object body) {
        Map<String, String> headers = idempotencyKey("step");
        ServiceResponse response = call(method, path, body, headers);
        for (int i = 0; i < MAX_STALE_RETRIES && response.status() == 412; i++) {
            etag = response.header("ETag").orElse(etag);
            response = call(method, path, body, headers);
        }
        if (response.ok()) {
            remember(response);
        }
        return response;
    }

    private Map<String, String> idempotencyKey(String step) {
        return Map.of("Idempotency-Key", plan.key() + "-" + step + "-" + calls++);
    }

    /** Submits the cart once; may be called by several threads. */
    public ServiceResponse submit(String key) {
        Map<String, String> headers = Map.of("Idempotency-Key", key);
        ServiceResponse response = call("POST", "/checkout", Map.of(), headers);
        if (response.status() == 412) {
            synchronized (this) {
                etag = response.header("ETag").orElse(etag);
            }
            return call("POST", "/checkout", Map.of(), headers);
        }
        return response;
    }

    private ServiceResponse call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        synchronized (this) {
            all.put("If-Match", etag);
        }
        return client.call(Service.CART, method, "/carts/" + cartId + path, body, owner(), all);
    }

    /** Does what a payment of the simulated gateway asks the buyer for, and returns to the shop. */
    void answerChallenge(ServiceResponse accepted, boolean confirm) {
        String url = accepted.body().path("nextAction").path("url").asString("");
        if (url.isEmpty()) {
            return;
        }
        String page = URI.create(url).getPath();
        client.call(
                Service.PAYMENT,
                "POST",
                page + (confirm ? "/approvals" : "/refusals"),
                null,
                Credentials.NONE,
                Map.of());
        client.call(
                Service.CART,
                "POST",
                "/checkouts/" + accepted.text("requestId") + "/payment-results",
                null,
                owner(),
                Map.of());
    }

    /** Requests the outcome of an attempt. */
    public ServiceResponse outcome(String requestId) {
        return client.get(Service.CART, "/checkouts/" + requestId, owner());
    }

    private void remember(ServiceResponse response) {
        cart = response.body();
        etag = entityTag(response, cart);
    }

    /** The response to a submit contains the cart. */
    synchronized void rememberSubmitted(ServiceResponse response) {
        JsonNode submitted = response.body().path("cart");
        if (submitted.isObject()) {
            cart = submitted;
        }
        etag = entityTag(response, submitted);
    }

    /** Stored responses have no {@code ETag} header, only the version in their body. */
    private String entityTag(ServiceResponse response, JsonNode submitted) {
        String bodyVersion = submitted.path("version").asString("");
        return response.header("ETag").orElse(bodyVersion.isEmpty() ? etag : "\"" + bodyVersion + "\"");
    }
}
