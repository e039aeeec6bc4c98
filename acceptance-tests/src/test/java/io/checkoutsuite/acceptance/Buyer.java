package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A buyer with one cart. {@code puts}, {@code enters} and {@code paysWith} must succeed; the test checks the responses of {@code tries} and
 * {@code submits}.
 */
final class Buyer {

    private static final Map<String, String> LEEDS =
            Map.of("name", "Ann", "line1", "1 High St", "city", "Leeds", "postalCode", "LS1 1AA", "country", "GB");

    private final String email;
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private final Map<String, Object> opening = new LinkedHashMap<>();
    private String cartId = "";
    private String etag = "";

    private Buyer(String email) {
        this.email = email;
        opening.put("currency", "GBP");
        opening.put("contact", Map.of("email", email));
        opening.put("shippingAddress", LEEDS);
    }

    static Buyer guest() {
        return new Buyer(Shop.unique("ann") + "@example.org");
    }

    static Buyer customer(String id) {
        Buyer buyer = new Buyer(id + "@example.org");
        buyer.credentials.put(
                "Authorization", "Bearer " + ApiRequest.token(RunningSuite.address(CART), id, "customer", "default"));
        return buyer;
    }

    Buyer whoPicksUpAt(String location) {
        opening.remove("shippingAddress");
        opening.put("fulfillmentGroups", List.of(Map.of("type", "PICKUP", "pickupLocation", location)));
        return this;
    }

    /** Opens a cart with the first article and adds every further one to it. */
    Buyer puts(long quantity, String sku) {
        Map<String, Object> line = Map.of("sku", sku, "quantity", quantity);
        if (cartId.isEmpty()) {
            opensCartWith(List.of(line));
        } else {
            tries("POST", "/lines", Map.of("lines", List.of(line))).is(200);
        }
        return this;
    }

    /** Opens a cart with one of each SKU, in this order. */
    Buyer putsOneOfEach(List<String> skus) {
        opensCartWith(skus.stream()
                .map(sku -> Map.<String, Object>of("sku", sku, "quantity", 1))
                .toList());
        return this;
    }

    private void opensCartWith(List<Map<String, Object>> lines) {
        opening.put("lines", lines);
        ApiResponse opened = Api.post(CART, "/carts")
                .withAll(credentials)
                .json(opening)
                .send()
                .is(201);
        cartId = opened.text("/id");
        etag = opened.header("ETag");
        if (!opened.header("Guest-Token").isEmpty()) {
            credentials.put("Guest-Token", opened.header("Guest-Token"));
        }
    }

    Buyer enters(String code) {
        tries("PUT", "/codes/" + code, Map.of()).is(200);
        return this;
    }

    /** Pays the whole open amount. */
    Buyer paysWith(String token) {
        tries("POST", "/payments", Map.of("gateway", "simulator", "token", token))
                .is(201);
        return this;
    }

    Buyer paysWith(String token, String amount) {
        tries("POST", "/payments", Map.of("gateway", "simulator", "token", token, "amount", Shop.pounds(amount)))
                .is(201);
        return this;
    }

    /** Removes all payments from the cart. */
    Buyer removesPayments() {
        ApiResponse cart = cart();
        IntStream.range(0, cart.at("/payments").size())
                .mapToObj(i -> cart.text("/payments/" + i + "/id"))
                .forEach(
                        payment -> tries("DELETE", "/payments/" + payment, null).is(200));
        return this;
    }

    /** Sends a change of the cart with the last known entity tag. */
    ApiResponse tries(String method, String path, Object body) {
        return changed(call(method, path, body).with("If-Match", etag).send());
    }

    /** Creates a request for the cart without an entity tag. */
    ApiRequest call(String method, String path, Object body) {
        ApiRequest call = Api.of(CART, method, "/carts/" + cartId + path).withAll(credentials);
        return body == null ? call : call.json(body);
    }

    ApiResponse submits() {
        return submits(UUID.randomUUID().toString());
    }

    ApiResponse submits(String key) {
        return changed(submission(key, Map.of()).send());
    }

    ApiRequest submission(String key, Object body) {
        return call("POST", "/checkout", body).with("If-Match", etag).with("Idempotency-Key", key);
    }

    private ApiResponse changed(ApiResponse response) {
        if (response.ok() || response.text("/cart/id").equals(cartId)) {
            etag = response.header("ETag").isEmpty() ? etag : response.header("ETag");
        }
        return response;
    }

    /** Reads the cart and remembers its current entity tag. */
    ApiResponse cart() {
        ApiResponse cart = call("GET", "", null).send().is(200);
        etag = cart.header("ETag");
        return cart;
    }

    String cartStatus() {
        return cart().text("/status");
    }

    ApiResponse outcome(String requestId) {
        return request("/checkouts/" + requestId).send();
    }

    ApiRequest request(String path) {
        return Api.get(CART, path).withAll(credentials);
    }

    ApiRequest post(String path) {
        return Api.post(CART, path).withAll(credentials);
    }

    /** Returns the outcome as soon as every service has applied it. */
    ApiResponse settledOutcome(String requestId) {
        return Eventually.get(
                "all services apply " + requestId,
                () -> outcome(requestId).is(200),
                response -> response.at("/applied").size() > 0
                        && response.at("/applied").valueStream().allMatch(applied -> applied.asBoolean(false)));
    }

    /** Returns the order as operators see it. */
    ApiResponse order() {
        return Api.get(Service.ORDER, "/orders/" + cartId).byOperator().send();
    }

    String cartId() {
        return cartId;
    }

    String email() {
        return email;
    }

    String etag() {
        return etag;
    }

    String requestId(int attempt) {
        assertThat(cartId).isNotEmpty();
        return cartId + "-" + attempt;
    }
}
