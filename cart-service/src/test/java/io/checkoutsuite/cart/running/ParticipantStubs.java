package io.checkoutsuite.cart.running;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import io.checkoutsuite.test.http.StubbedServices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Stubs of the four other services. They allow everything, unless a test makes one of them unavailable or slow. */
final class ParticipantStubs extends StubbedServices {

    private final Set<String> notApplied = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Map<String, String>>> holdings = new ConcurrentHashMap<>();
    private final Set<String> contradicted = ConcurrentHashMap.newKeySet();
    private final Set<String> notFinal = ConcurrentHashMap.newKeySet();
    private volatile String codeStatus;

    /** Sets the status that every code of a cart gets from now on; null means that no codes are returned. */
    void respondsToCodesWith(String status) {
        codeStatus = status;
    }

    /**
     * This service's own listener has not applied the outcome of this attempt, until {@link #hasApplied}. Another listener has applied it, and
     * the service's own listener has applied another event of the attempt.
     */
    void hasNotApplied(String service, String requestId) {
        notApplied.add(service + " " + requestId);
    }

    void hasApplied(String service, String requestId) {
        notApplied.remove(service + " " + requestId);
    }

    /** How often services were asked for all their holdings. */
    long fullListings() {
        return received("/ops/holdings").filter(request -> !isOfPeriod(request)).count();
    }

    /** How often services were asked for the holdings created in a certain period. */
    long partialListings() {
        return received("/ops/holdings").filter(ParticipantStubs::isOfPeriod).count();
    }

    private static boolean isOfPeriod(Request request) {
        return request.query().containsKey("from");
    }

    /** From now on this service reports that it has held this for the attempt since an hour ago. */
    void reportsHolding(String service, String kind, String requestId) {
        holdings.put(
                service,
                List.of(Map.of(
                        "id",
                        requestId,
                        "requestId",
                        requestId,
                        "cartId",
                        "",
                        "kind",
                        kind,
                        "since",
                        Instant.now().minusSeconds(3_600).toString(),
                        "detail",
                        "two mugs")));
    }

    /** Every event of this attempt contradicts the data of this service. */
    void contradicts(String service, String requestId) {
        contradicted.add(service + " " + requestId);
    }

    /** Every event of this attempt would change something in this service, until {@link #hasMadeFinal}. */
    void hasNotMadeFinal(String service, String requestId) {
        notFinal.add(service + " " + requestId);
    }

    void hasMadeFinal(String service, String requestId) {
        notFinal.remove(service + " " + requestId);
    }

    void reportsNoHoldings(String service) {
        holdings.remove(service);
    }

    @Override
    protected Response respond(Request request) {
        return Response.ok(responseTo(request.toString(), request.query(), request.json()));
    }

    private Object responseTo(String call, Map<String, String> query, JsonNode body) {
        if (call.startsWith("PUT /payment/authorizations/")) {
            return authorized(body);
        }
        if (call.startsWith("POST /payment/tokens/validations")) {
            return Map.of("gateway", body.path("gateway").asString("offline"), "severalPayments", true);
        }
        if (call.startsWith("POST /inventory/reservations/previews")) {
            return Map.of("shortages", List.of());
        }
        if (call.startsWith("POST /offer/uses/previews")) {
            return Map.of("refused", List.of());
        }
        if (call.startsWith("POST /offer/pricing")) {
            return Map.of("discounts", List.of(), "codes", codes(body));
        }
        if (call.contains("/ops/applied/")) {
            return applied(call.substring("GET /".length()).split("/"));
        }
        if (call.endsWith("/ops/holdings")) {
            return Map.of(
                    "items",
                    holdings.getOrDefault(call.split("/")[1], List.of()).stream()
                            .filter(holding -> isCreatedIn(query, Instant.parse(holding.get("since"))))
                            .toList());
        }
        if (call.endsWith("/ops/previews")) {
            return Map.of(
                    "items",
                    body.path("events")
                            .valueStream()
                            .map(event -> preview(
                                    call.split("/")[1],
                                    event.at("/body/requestId").asString()))
                            .toList());
        }
        return call.contains("/ops/dead-letters") ? Map.of("items", List.of()) : Map.of();
    }

    private static boolean isCreatedIn(Map<String, String> query, Instant since) {
        return !query.containsKey("from")
                || new TimeRange(Instant.parse(query.get("from")), Instant.parse(query.get("to"))).contains(since);
    }

    private List<Map<String, String>> codes(JsonNode cart) {
        String status = codeStatus;
        return status == null
                ? List.of()
                : cart.path("codes")
                        .valueStream()
                        .map(code -> Map.of("code", code.asString(), "status", status))
                        .toList();
    }

    private Map<String, String> preview(String service, String requestId) {
        String attempt = service + " " + requestId;
        String kind = contradicted.contains(attempt) ? "CONFLICT" : notFinal.contains(attempt) ? "CHANGE" : "NOTHING";
        return Map.of("eventId", "any", "kind", kind, "description", "no change");
    }

    private static Object authorized(JsonNode wanted) {
        return Map.of(
                "requestId",
                "any",
                "state",
                "AUTHORIZED",
                "payments",
                wanted.path("payments")
                        .valueStream()
                        .map(payment -> Map.of(
                                "paymentId", payment.path("paymentId"),
                                "gateway", payment.path("gateway"),
                                "amount", payment.path("amount"),
                                "status", "AUTHORIZED"))
                        .toList());
    }

    private Object applied(String[] path) {
        boolean all = !notApplied.contains(path[0] + " " + path[path.length - 1])
                && !notApplied.contains(path[0] + " " + path[path.length - 1].replaceAll("-\\d+$", ""));
        return Map.of(
                "applied",
                all
                        ? List.of(
                                applied("checkoutCompletion", path[path.length - 1]),
                                applied("checkoutRollback", path[path.length - 1]))
                        : List.of(
                                appliedBy("AnotherListener", EventType.CHECKOUT_COMPLETION, path[path.length - 1]),
                                applied("checkoutCompletion", path[path.length - 1] + ":once-more")));
    }

    private static Map<String, Object> applied(String name, String requestId) {
        EventType type = EventType.named(name).orElseThrow();
        return appliedBy(type.listenerName(), type, requestId);
    }

    private static Map<String, Object> appliedBy(String listener, EventType type, String requestId) {
        return Map.of(
                "eventId",
                type.eventIdOf(requestId),
                "type",
                type.wireName(),
                "listener",
                listener,
                "appliedAt",
                "2026-05-04T12:00:00Z");
    }
}
