package io.checkoutsuite.acceptance.fuzz;

import static java.util.Map.entry;

import io.checkoutsuite.acceptance.fuzz.ValuePool.KnownCart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Creates requests that should succeed: from what is known about each operation, or else from its schema, so that a new operation is tried
 * from its first day.
 */
@RequiredArgsConstructor
final class ValidRequests {

    static final List<String> TOKENS = List.of(
            "tok_approve",
            "tok_approve",
            "tok_approve",
            "tok_approve",
            "tok_decline_hard",
            "tok_decline_soft",
            "tok_timeout_after",
            "tok_timeout_before",
            "tok_down",
            "tok_3ds",
            "tok_pending");

    private static final AtomicLong COUNT = new AtomicLong();

    private final CallerHeaders callers;
    private final ValuePool pool;

    Request request(Operation operation, Random random) {
        boolean ofCart = operation.path().startsWith("/carts/{");
        Optional<KnownCart> cart = ofCart ? pool.cart(random) : Optional.empty();
        String query = query(operation, random);
        Request request = Request.of(operation, operation.filled(name -> value(operation, name, cart, random)) + query);
        request = request.withHeaders(
                cart.map(KnownCart::owner).orElseGet(() -> callers.headersOf(role(operation, random))));
        if (!operation.isRead()) {
            request = request.with("Idempotency-Key", UUID.randomUUID().toString());
            if (cart.isPresent()) {
                request = request.with("If-Match", cart.get().etag());
            }
        }
        return withBody(request, cart, random);
    }

    private static Role role(Operation operation, Random random) {
        String path = operation.path();
        if (path.startsWith("/ops/") || path.contains("/imports") || path.startsWith("/failed-orders")) {
            return operation.isRead() && random.nextInt(4) == 0 ? Role.HONEST_OPERATOR : Role.OPERATOR;
        }
        return switch (operation.service()) {
            case CART ->
                path.startsWith("/internal")
                        ? Role.SERVICE
                        : path.startsWith("/carts/mine") || random.nextInt(3) == 0 ? Role.CUSTOMER : Role.NOBODY;
            case ORDER -> path.endsWith("/lookups") ? Role.NOBODY : Role.OPERATOR;
            case INVENTORY ->
                path.startsWith("/reservations")
                        ? Role.SERVICE
                        : path.equals("/availability") ? Role.NOBODY : Role.OPERATOR;
            case OFFER -> path.startsWith("/uses") || path.startsWith("/pricing") ? Role.SERVICE : Role.OPERATOR;
            case PAYMENT ->
                path.startsWith("/payment-methods")
                        ? Role.CUSTOMER
                        : path.startsWith("/authorizations") || path.startsWith("/tokens")
                                ? Role.SERVICE
                                : Role.OPERATOR;
            case OPERATIONS -> Role.OPERATOR;
        };
    }

    private String value(Operation operation, String name, Optional<KnownCart> cart, Random random) {
        boolean direct = operation.path().startsWith("/reservations")
                || operation.path().startsWith("/uses")
                || operation.path().startsWith("/authorizations");
        return switch (name) {
            case "cartId" -> cart.map(KnownCart::id).orElse("no-such-cart");
            case "lineId" -> cart.flatMap(known -> one(known.lines(), random)).orElse("no-such-line");
            case "paymentId" ->
                cart.flatMap(known -> one(known.payments(), random))
                        .or(() -> pool.any("paymentId", random))
                        .orElse("no-such-payment");
            case "requestId" ->
                direct ? directRequest(random) : pool.any("requestId", random).orElse("no-such-request");
            case "numberOrId" -> pool.any("orderNumber", random).orElse("100000");
            case "id" ->
                pool.any(
                                operation.path().startsWith("/ops/timelines")
                                        ? "cartId"
                                        : ValuePool.collection(operation),
                                random)
                        .orElse("no-such-id");
            case "sku" -> ValuePool.wild("sku", random);
            case "offerId" -> operation.method().equals("DELETE") ? "wild-doomed" : ValuePool.wild("offer", random);
            case "code" -> ValuePool.wild("code", random);
            case "name" ->
                operation.path().startsWith("/codes")
                        ? ValuePool.wild("code", random)
                        : one(PROBLEMS, random).orElseThrow();
            default ->
                pool.any(ValuePool.collection(operation), random)
                        .or(() -> pool.any(name, random))
                        .orElse("no-such-" + name.toLowerCase(java.util.Locale.ROOT));
        };
    }

    private static final List<String> PROBLEMS = List.of("not-found", "invalid-request", "malformed-request");

    /** Direct calls in the service role never use the request id of a cart's own checkout: that role may do anything to it. */
    private String directRequest(Random random) {
        return pool.any("direct request", random)
                .filter(known -> random.nextInt(3) > 0)
                .orElseGet(() -> {
                    String fresh = "direct-" + COUNT.incrementAndGet();
                    pool.add("direct request", fresh);
                    return fresh;
                });
    }

    private String query(Operation operation, Random random) {
        if (operation.name().equals("payment GET /payments")) {
            return "?cartId=" + pool.any("cartId", random).orElse("c");
        }
        List<String> parts = new ArrayList<>();
        for (String name : operation.query()) {
            switch (name) {
                case "limit" -> parts.add("limit=" + (1 + random.nextInt(100)));
                case "cartId", "requestId", "orderNumber" ->
                    pool.any(name, random).ifPresent(value -> parts.add(name + "=" + value));
                default -> {
                    // Left out, as by most callers.
                }
            }
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static <T> Optional<T> one(List<T> some, Random random) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    private Request withBody(Request request, Optional<KnownCart> cart, Random random) {
        Operation operation = request.operation();
        if (operation.path().endsWith("/imports")) {
            return withLines(request, random);
        }
        Object body = body(operation, cart, random);
        if (body == null && operation.body().isMissingNode()) {
            return request;
        }
        Object sent = body == null ? ofSchema(operation, operation.body(), "", random, 0) : body;
        return request.with("Content-Type", "application/json").withBody(Response.JSON.writeValueAsBytes(sent));
    }

    private Request withLines(Request request, Random random) {
        boolean csv = !request.operation().path().startsWith("/offers") && random.nextBoolean();
        StringBuilder lines = new StringBuilder();
        int many = 1 + random.nextInt(5);
        if (csv) {
            lines.append(
                    request.operation().path().startsWith("/catalog")
                            ? "sku,name,unitPrice.amount,unitPrice.currency\n"
                            : "sku,onHand\n");
        }
        for (int i = 0; i < many; i++) {
            String sku = ValuePool.wild("sku", random);
            lines.append(
                    switch (request.operation().path()) {
                        case "/catalog/imports" ->
                            csv
                                    ? sku + ",\"Wild, and \"\"new\"\"\"," + price(random) + ",GBP"
                                    : json(Map.of("sku", sku, "name", "Wild", "unitPrice", pounds(price(random))));
                        case "/stock/imports" ->
                            csv ? sku + "," + 100_000 : json(Map.of("sku", sku, "onHand", 100_000 + random.nextInt(9)));
                        default -> json(offer(ValuePool.wild("offer", random), random));
                    });
            lines.append('\n');
        }
        return request.with("Content-Type", csv ? "text/csv" : "application/x-ndjson")
                .withBody(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object document) {
        return Response.JSON.writeValueAsString(document);
    }

    private static String price(Random random) {
        return (1 + random.nextInt(40)) + "." + random.nextInt(10) + random.nextInt(10);
    }

    static Map<String, String> pounds(String amount) {
        return Map.of("amount", amount, "currency", "GBP");
    }

    private static Map<String, Object> offer(String id, Random random) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("offerId", id);
        offer.put("name", "Wild offer");
        offer.put("kind", random.nextBoolean() ? "PERCENT" : "AMOUNT");
        offer.put("value", "10");
        offer.put("amount", pounds("1.00"));
        offer.put("target", "ORDER");
        offer.put("automatic", random.nextBoolean());
        if (random.nextInt(4) == 0) {
            offer.put("maxUses", 5 + random.nextInt(500));
        }
        return offer;
    }

    static Map<String, Object> address() {
        return Map.of(
                "name",
                "Ann",
                "line1",
                "1 High St",
                "city",
                "Leeds",
                "postalCode",
                "LS1 1AA",
                "country",
                "GB",
                "phone",
                "0113");
    }

    private static Map<String, Object> line(Random random) {
        return random.nextInt(5) == 0
                ? Map.of(
                        "sku",
                        ValuePool.wild("sku", random),
                        "quantity",
                        1 + random.nextInt(3),
                        "attributes",
                        Map.of("size", "XL"))
                : Map.of("sku", ValuePool.wild("sku", random), "quantity", 1 + random.nextInt(3));
    }

    private static Map<String, Object> contact() {
        return Map.of("email", "wild@example.org", "name", "Ann Archer", "phone", "0113 4960000");
    }

    /** Returns null if nothing is known about the operation. */
    private Object body(Operation operation, Optional<KnownCart> cart, Random random) {
        String number = pool.any("orderNumber", random).orElse("100000");
        String requestId = pool.any("requestId", random).orElse("no-such-request");
        return switch (operation.service().id() + " " + operation.call()) {
            case "cart POST /carts" ->
                Map.ofEntries(
                        entry("currency", "GBP"),
                        entry("contact", contact()),
                        entry("shippingAddress", address()),
                        entry("lines", List.of(line(random), line(random))),
                        entry("codes", random.nextInt(3) == 0 ? List.of(ValuePool.wild("code", random)) : List.of()));
            case "cart POST /carts/{cartId}/lines" -> Map.of("lines", List.of(line(random)));
            case "cart PATCH /carts/{cartId}/lines/{lineId}" -> Map.of("quantity", 1 + random.nextInt(5));
            case "cart PUT /carts/{cartId}/contact" -> contact();
            case "cart PUT /carts/{cartId}/fulfillment-groups" ->
                Map.of("groups", List.of(Map.of("type", "SHIP", "address", address())));
            case "cart POST /carts/{cartId}/payments" ->
                Map.of("gateway", "simulator", "token", one(TOKENS, random).orElseThrow());
            case "cart POST /carts/{cartId}/checkout" -> Map.of();
            case "cart POST /carts/mine/lines" ->
                Map.of("currency", "GBP", "sku", ValuePool.wild("sku", random), "quantity", 1);
            case "operations POST /ops/replays" ->
                Map.of("filter", Map.of("requestId", requestId), "dryRun", random.nextBoolean(), "reason", "fuzz");
            case "operations POST /ops/reconciliations" ->
                Map.of(
                        "repair",
                        random.nextInt(4) == 0,
                        "from",
                        java.time.Instant.now().minusSeconds(30).toString());
            case "cart POST /internal/checkouts/states" -> Map.of("requestIds", List.of(requestId, "no-such-request"));
            case "cart POST /internal/checkouts/histories" ->
                Map.of(
                        "filter",
                        random.nextBoolean()
                                ? Map.of("requestIds", List.of(requestId, "no-such-request"))
                                : Map.of("unfinished", true),
                        "attempts",
                        "ALL",
                        "events",
                        random.nextBoolean(),
                        "limit",
                        1 + random.nextInt(100));
            // No digest is right, and no cart has the orphan, so no outcome of a checkout is published.
            case "cart POST /internal/checkouts/publications" ->
                Map.of(
                        "replayId",
                        "fuzz-" + COUNT.incrementAndGet(),
                        "target",
                        "offer",
                        "by",
                        "fuzz",
                        "outcomes",
                        List.of(Map.of("requestId", requestId, "digest", "0".repeat(64))),
                        "orphans",
                        List.of("orphan" + COUNT.incrementAndGet() + "-1"));
            case "order POST /orders/lookups" -> Map.of("number", number, "email", "wild@example.org");
            case "inventory PUT /reservations/{requestId}" ->
                Map.of("cartId", "direct-cart", "leaseSeconds", 30, "lines", List.of(line(random)));
            case "inventory PATCH /reservations/{requestId}" -> Map.of("leaseSeconds", 30);
            case "inventory POST /stock/{sku}/adjustments" -> Map.of("delta", 1 + random.nextInt(9), "reason", "found");
            case "inventory POST /stock/recomputations" ->
                Map.of("skus", List.of(ValuePool.wild("sku", random)), "dryRun", random.nextBoolean());
            case "inventory POST /availability" ->
                Map.of("skus", List.of(ValuePool.wild("sku", random), ValuePool.wild("sku", random)));
            case "offer PUT /uses/{requestId}" ->
                Map.of(
                        "cartId",
                        "direct-cart",
                        "customerKey",
                        "wild@example.org",
                        "leaseSeconds",
                        30,
                        "uses",
                        List.of(Map.of("offerId", ValuePool.wild("offer", random))));
            case "offer POST /uses/previews" ->
                Map.of(
                        "email",
                        "wild@example.org",
                        "uses",
                        List.of(Map.of("offerId", ValuePool.wild("offer", random))));
            case "offer PUT /offers/{offerId}" ->
                offer("", random).entrySet().stream()
                        .filter(member -> !member.getKey().equals("offerId"))
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            case "offer PUT /codes/{code}" -> Map.of("offerId", ValuePool.wild("offer", random), "maxUses", 100);
            case "offer POST /pricing" ->
                Map.of(
                        "currency", "GBP",
                        "lines",
                                List.of(Map.of(
                                        "lineId",
                                        "l1",
                                        "sku",
                                        ValuePool.wild("sku", random),
                                        "quantity",
                                        2,
                                        "unitPrice",
                                        pounds(price(random)))),
                        "codes", List.of(ValuePool.wild("code", random)));
            case "payment PUT /authorizations/{requestId}" -> {
                String payment = "direct-payment-" + COUNT.incrementAndGet();
                yield Map.of(
                        "cartId",
                        "direct-cart",
                        "orderNumber",
                        "9" + random.nextInt(100_000),
                        "total",
                        pounds("5.00"),
                        "payments",
                        List.of(Map.of(
                                "paymentId",
                                payment,
                                "gateway",
                                "simulator",
                                "token",
                                one(TOKENS, random).orElseThrow(),
                                "amount",
                                pounds("5.00"))));
            }
            case "payment POST /payments/{paymentId}/captures",
                    "payment POST /payments/{paymentId}/refunds",
                    "payment POST /payments/{paymentId}/reversals",
                    "payment POST /payments/{paymentId}/credits",
                    "payment POST /payments/{paymentId}/settlements" -> Map.of("amount", pounds("0.01"));
            case "payment POST /payments/{paymentId}/voids" -> Map.of("transaction", "r-1-0");
            case "payment POST /tokens/validations" -> Map.of("gateway", "simulator", "token", "tok_approve");
            case "payment POST /payment-methods" ->
                Map.of(
                        "gateway",
                        "simulator",
                        "token",
                        "tok_approve",
                        "type",
                        "CARD",
                        "name",
                        "Mine",
                        "expires",
                        "2031-04");
            default ->
                switch (operation.call()) {
                    case "POST /ops/dead-letters/redrives" -> Map.of("all", true, "limit", 5);
                    case "POST /ops/previews" ->
                        Map.of(
                                "events",
                                List.of(Map.of("type", "checkoutRollback", "body", ForgedEvents.rollback(random))));
                    case "POST /dev/tokens" -> Map.of("sub", "eve", "scope", "customer", "tenant", Tenant.WILD);
                    default -> null;
                };
        };
    }

    private Object ofSchema(Operation operation, JsonNode schema, String name, Random random, int depth) {
        JsonNode known = schema.has("$ref")
                ? operation.schemas().getOrDefault(schema.path("$ref").asString(""), schema)
                : schema;
        if (known.has("enum")) {
            return known.path("enum").path(0).asString("");
        }
        return switch (known.path("type").asString("object")) {
            case "array" ->
                depth > 4 ? List.of() : List.of(ofSchema(operation, known.path("items"), name, random, depth + 1));
            case "integer", "number" -> 1;
            case "boolean" -> random.nextBoolean();
            case "string" -> pool.any(name, random).orElse(name.equals("currency") ? "GBP" : "1");
            default -> {
                Map<String, Object> object = new LinkedHashMap<>();
                if (depth < 5) {
                    known.path("properties")
                            .properties()
                            .forEach(member -> object.put(
                                    member.getKey(),
                                    ofSchema(operation, member.getValue(), member.getKey(), random, depth + 1)));
                }
                yield object;
            }
        };
    }
}
