package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.acceptance.fuzz.Request.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Values that were seen in responses and can be used in requests: the latest of each kind. */
final class ValuePool {

    static final int WILD = 8;

    private static final int LATEST = 60;

    private final Map<String, List<String>> known = new LinkedHashMap<>();
    private final Map<String, KnownCart> carts = new LinkedHashMap<>();

    /** A cart with the headers of its owner. */
    record KnownCart(String id, List<Header> owner, String etag, List<String> lines, List<String> payments) {}

    /** Returns an article, an offer or a code that every caller may use and change. */
    static String wild(String kind, Random random) {
        return "wild-" + kind + "-" + random.nextInt(WILD);
    }

    synchronized void add(String kind, String value) {
        if (value.isEmpty()) {
            return;
        }
        List<String> values = known.computeIfAbsent(kind, none -> new ArrayList<>());
        values.add(value);
        if (values.size() > LATEST) {
            values.removeFirst();
        }
    }

    synchronized Optional<String> any(String kind, Random random) {
        List<String> values = known.getOrDefault(kind, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(random.nextInt(values.size())));
    }

    synchronized Optional<KnownCart> cart(Random random) {
        List<KnownCart> all = List.copyOf(carts.values());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** Remembers the values in a response. */
    void harvest(Request request, Response response) {
        if (!response.ok() || !response.isJson()) {
            return;
        }
        JsonNode body = response.json();
        String path = request.operation().path();
        if (path.startsWith("/carts")) {
            JsonNode cart = body.has("cart") ? body.path("cart") : body;
            remember(request, response, cart);
        }
        for (String member : List.of("requestId", "orderNumber", "number", "replayId")) {
            add(member, body.path(member).asString(""));
        }
        add(collection(request), body.path("id").asString(""));
        for (JsonNode item : body.path("items")) {
            add(collection(request), item.path("id").asString(""));
            for (String member : List.of("requestId", "orderNumber", "number", "cartId")) {
                add(member, item.path(member).asString(""));
            }
        }
    }

    /** Returns the collection to which the ids of this path belong. */
    static String collection(Request request) {
        return collection(request.operation());
    }

    static String collection(Operation operation) {
        String path = operation.path();
        int id = path.indexOf("/{");
        return operation.service().id() + " " + (id < 0 ? path : path.substring(0, id));
    }

    private synchronized void remember(Request request, Response response, JsonNode cart) {
        String id = cart.path("id").asString("");
        String etag = response.header("ETag").isEmpty()
                ? "\"" + cart.path("version").asString("1") + "\""
                : response.header("ETag");
        if (id.isEmpty() || !cart.has("lines")) {
            return;
        }
        KnownCart before = carts.get(id);
        List<Header> owner = before == null ? owner(request, response) : before.owner();
        carts.remove(id);
        carts.put(id, new KnownCart(id, owner, etag, ids(cart.path("lines")), ids(cart.path("payments"))));
        if (carts.size() > LATEST) {
            carts.remove(carts.keySet().iterator().next());
        }
        add("cartId", id);
        ids(cart.path("payments")).forEach(payment -> add("paymentId", payment));
    }

    private static List<Header> owner(Request request, Response response) {
        List<Header> owner = new ArrayList<>(request.headers().stream()
                .filter(header -> header.name().equals("Authorization")
                        || header.name().equals("X-Tenant")
                        || header.name().equals("Guest-Token"))
                .toList());
        if (!response.header("Guest-Token").isEmpty()) {
            owner.removeIf(header -> header.name().equals("Guest-Token"));
            owner.add(new Header("Guest-Token", response.header("Guest-Token")));
        }
        return owner;
    }

    private static List<String> ids(JsonNode items) {
        return items.valueStream().map(item -> item.path("id").asString("")).toList();
    }
}
