package io.checkoutsuite.operations.running;

import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stubs of the four participants. They have applied everything and hold nothing, unless a test says otherwise or makes one of them unavailable or slow. */
final class ParticipantStubs {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger fullListings = new AtomicInteger();
    private final AtomicInteger partialListings = new AtomicInteger();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> blocked = new ConcurrentHashMap<>();
    private final Set<String> notApplied = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Map<String, String>>> holdings = new ConcurrentHashMap<>();
    private final Map<String, List<String>> deadLetters = new ConcurrentHashMap<>();
    private final Set<String> contradicted = ConcurrentHashMap.newKeySet();
    private final Set<String> notFinal = ConcurrentHashMap.newKeySet();
    private final Map<String, StubbedResponse> replies = new ConcurrentHashMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** The response that a test has set. */
    private record StubbedResponse(int status, String json) {}

    ParticipantStubs() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::respond);
        server.start();
    }

    String url(String service) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + service;
    }

    /** The calls so far that contain the word, for instance {@code DELETE /inventory/reservations/…}. */
    List<String> calls(String part) {
        return calls.stream().filter(call -> call.contains(part)).toList();
    }

    /** Every call that begins with this fails, until {@link #works}. */
    void fails(String call) {
        failing.add(call);
    }

    void works(String call) {
        failing.remove(call);
    }

    /** Every call that begins with this gets this response, until {@link #repliesNormally}. */
    void replies(String call, int status, String json) {
        replies.put(call, new StubbedResponse(status, json));
    }

    void repliesNormally(String call) {
        replies.remove(call);
    }

    /** The bodies of the calls that contain the word. */
    List<JsonNode> sent(String part) {
        return bodies.stream()
                .filter(call -> call.substring(0, call.indexOf('\n')).contains(part))
                .map(call -> JSON.readTree(call.substring(call.indexOf('\n') + 1)))
                .toList();
    }

    /** Every call that begins with this waits until the latch is opened. */
    CountDownLatch blocks(String call) {
        CountDownLatch latch = new CountDownLatch(1);
        blocked.put(call, latch);
        return latch;
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
    int fullListings() {
        return fullListings.get();
    }

    /** How often services were asked for the holdings created in a certain period. */
    int partialListings() {
        return partialListings.get();
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

    /** This service keeps these dead letters. */
    void keepsDeadLetters(String service, String... ids) {
        deadLetters.put(service, List.of(ids));
    }

    private Object deadLetters(String service, Map<String, String> query) {
        List<String> rest = deadLetters.getOrDefault(service, List.of()).stream()
                .filter(id -> id.compareTo(query.getOrDefault("after", "")) > 0)
                .toList();
        List<Map<String, Object>> page = rest.stream()
                .limit(Integer.parseInt(query.getOrDefault("limit", "50")))
                .map(ParticipantStubs::deadLetter)
                .toList();
        Map<String, Object> response = new HashMap<>(Map.of("items", page));
        response.put("next", page.size() == rest.size() ? null : page.getLast().get("id"));
        return response;
    }

    private static Map<String, Object> deadLetter(String id) {
        return Map.of("id", id, "topic", "t", "reason", "broken", "redrives", 0, "parkedAt", "2026-05-04T12:00:00Z");
    }

    /** The response to a call about one dead letter; empty if the service does not keep it. */
    private Optional<Object> oneDeadLetter(String service, String id) {
        return deadLetters.getOrDefault(service, List.of()).contains(id)
                ? Optional.of(Map.of("letter", deadLetter(id), "state", "PARKED"))
                : Optional.empty();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(call);
            if (call.endsWith("/ops/holdings")) {
                (query(exchange).containsKey("from") ? partialListings : fullListings).incrementAndGet();
            }
            bodies.add(call + "\n" + text(body));
            awaitRelease(call);
            StubbedResponse reply = replies.entrySet().stream()
                    .filter(wanted -> call.startsWith(wanted.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (reply != null) {
                byte[] content = reply.json().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(reply.status(), content.length);
                exchange.getResponseBody().write(content);
                return;
            }
            String[] path = call.substring(call.indexOf('/') + 1).split("/");
            if (path.length > 3 && path[2].equals("dead-letters") && !path[3].equals("redrives")) {
                byte[] content =
                        JSON.writeValueAsBytes(oneDeadLetter(path[0], path[3]).orElse(Map.of()));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                boolean isKept = oneDeadLetter(path[0], path[3]).isPresent();
                boolean isAway = failing.stream().anyMatch(call::startsWith);
                exchange.sendResponseHeaders(isAway ? 503 : isKept ? 200 : 404, content.length);
                exchange.getResponseBody().write(content);
                return;
            }
            boolean fails = failing.stream().anyMatch(call::startsWith);
            byte[] response = fails ? new byte[0] : JSON.writeValueAsBytes(responseTo(call, query(exchange), body));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(fails ? 503 : 200, response.length == 0 ? -1 : response.length);
            exchange.getResponseBody().write(response);
        }
    }

    private void awaitRelease(String call) {
        blocked.entrySet().stream()
                .filter(block -> call.startsWith(block.getKey()))
                .forEach(block -> await(block.getValue()));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A blocked call was not released in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? Map.of()
                : Stream.of(query.split("&"))
                        .map(parameter -> parameter.split("=", 2))
                        .collect(toMap(parameter -> parameter[0], parameter -> parameter[1]));
    }

    private Object responseTo(String call, Map<String, String> query, byte[] body) {
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
                    JSON.readTree(body)
                            .path("events")
                            .valueStream()
                            .map(event -> preview(
                                    call.split("/")[1],
                                    event.at("/body/requestId").asString()))
                            .toList());
        }
        if (call.endsWith("/ops/dead-letters/redrives")) {
            return Map.of(
                    "redriven",
                    Math.min(
                            JSON.readTree(body).path("limit").asInt(),
                            deadLetters
                                    .getOrDefault(call.split("/")[1], List.of())
                                    .size()),
                    "refused",
                    List.of(),
                    "remaining",
                    0);
        }
        return call.endsWith("/ops/dead-letters") ? deadLetters(call.split("/")[1], query) : Map.of();
    }

    private static boolean isCreatedIn(Map<String, String> query, Instant since) {
        return !query.containsKey("from")
                || new TimeRange(Instant.parse(query.get("from")), Instant.parse(query.get("to"))).contains(since);
    }

    private Map<String, String> preview(String service, String requestId) {
        String attempt = service + " " + requestId;
        String kind = contradicted.contains(attempt) ? "CONFLICT" : notFinal.contains(attempt) ? "CHANGE" : "NOTHING";
        return Map.of("eventId", "any", "kind", kind, "description", "no change");
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

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
