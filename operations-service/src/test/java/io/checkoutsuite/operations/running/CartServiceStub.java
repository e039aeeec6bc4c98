package io.checkoutsuite.operations.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The cart service as the operations service sees it: its internal calls over carts that a test makes up. It can be unavailable, and lose parts of responses. */
final class CartServiceStub {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AFTER_ALL = "-" + Integer.MAX_VALUE;

    private final ConcurrentSkipListMap<String, ObjectNode> carts = new ConcurrentSkipListMap<>();
    private final Set<String> omitted = ConcurrentHashMap.newKeySet();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<JsonNode> publications = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final StubServer server = new StubServer(this::respond);
    private volatile @Nullable String reply;
    private volatile @Nullable String publicationReply;
    private volatile boolean unavailable;
    private volatile boolean brokerUnavailable;
    private volatile int largestPage = Integer.MAX_VALUE;

    String url() {
        return server.url();
    }

    void isUnavailable() {
        unavailable = true;
    }

    void isAvailable() {
        unavailable = false;
        brokerUnavailable = false;
        reply = null;
        publicationReply = null;
        omitted.clear();
        largestPage = Integer.MAX_VALUE;
    }

    void hasNoBroker() {
        brokerUnavailable = true;
    }

    /** Every history request gets this response with status 200. */
    void replies(String json) {
        reply = json;
    }

    /** Every publication request gets this response with status 200. */
    void repliesToPublications(String json) {
        publicationReply = json;
    }

    /** Responses contain nothing about this cart. */
    void omits(String cartId) {
        omitted.add(cartId);
    }

    /** Pages contain at most this many carts. */
    void cutsPagesTo(int size) {
        largestPage = size;
    }

    void clear() {
        isAvailable();
        carts.clear();
        requests.clear();
        publications.clear();
        commands.clear();
    }

    List<JsonNode> requests() {
        return requests;
    }

    List<JsonNode> publications() {
        return publications;
    }

    List<String> commands() {
        return commands;
    }

    private ObjectNode cart(String cartId) {
        return carts.computeIfAbsent(cartId, id -> {
            ObjectNode cart = JSON.createObjectNode().put("cartId", id).putNull("unreadable");
            cart.putArray("attempts");
            cart.putArray("pending");
            return cart;
        });
    }

    void unreadable(String cartId) {
        cart(cartId).put("unreadable", "its attempts are no list");
    }

    /** A running attempt whose lease has expired. */
    ObjectNode running(String requestId) {
        return attempt(requestId);
    }

    ObjectNode completed(String requestId) {
        return decided(requestId, "COMPLETED", EventType.CHECKOUT_COMPLETION);
    }

    ObjectNode rolledBack(String requestId) {
        return decided(requestId, "ROLLED_BACK", EventType.CHECKOUT_ROLLBACK)
                .put("failureType", "FAILED_STOCK")
                .put("failureMessage", "sold out");
    }

    private ObjectNode attempt(String requestId) {
        Instant startedAt = Instant.now().minusSeconds(3_700);
        ObjectNode attempt = JSON.createObjectNode()
                .put("requestId", requestId)
                .put("orderNumber", "number-of-" + requestId)
                .put("askedBy", "ann")
                .put("startedAt", startedAt.toString())
                .put("leaseUntil", startedAt.plusSeconds(9).toString());
        Stream.of("outcome", "decidedAt", "failureType", "failureMessage", "compensation", "event", "noEvent")
                .forEach(attempt::putNull);
        attempt.putArray("failures");
        ((ArrayNode) cart(cartIdOf(requestId)).path("attempts")).add(attempt);
        return attempt;
    }

    private ObjectNode decided(String requestId, String outcome, EventType type) {
        ObjectNode attempt = attempt(requestId)
                .put("outcome", outcome)
                .put("decidedAt", Instant.now().minusSeconds(3_600).toString());
        attempt.set("event", event(requestId, type));
        return attempt;
    }

    private static ObjectNode event(String requestId, EventType type) {
        ObjectNode body = JSON.createObjectNode().put("requestId", requestId).put("cartId", cartIdOf(requestId));
        ObjectNode event = JSON.createObjectNode()
                .put("eventId", type.eventIdOf(requestId))
                .put("type", type.wireName())
                .put("digest", digest(body.toString()));
        event.set("body", body);
        return event;
    }

    void pending(String requestId, EventType type) {
        ((ArrayNode) cart(cartIdOf(requestId)).path("pending"))
                .addObject()
                .put("eventId", type.eventIdOf(requestId))
                .put("requestId", requestId)
                .put("at", Instant.now().minusSeconds(3_600).toString());
    }

    void published(String cartId) {
        ((ArrayNode) cart(cartId).path("pending")).removeAll();
    }

    static String cartIdOf(String requestId) {
        return requestId.substring(0, Math.max(requestId.lastIndexOf('-'), 0));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private Response respond(Request request) {
        if (unavailable) {
            return Response.status(503);
        }
        return switch (request.path()) {
            case "/internal/checkouts/histories" -> historyFor(request.json());
            case "/internal/checkouts/publications" -> publicationFor(request.json());
            default -> {
                commands.add(request.path().substring("/internal/checkouts/".length()));
                yield Response.status(202);
            }
        };
    }

    private Response historyFor(JsonNode request) {
        requests.add(request);
        String fixed = reply;
        if (fixed != null) {
            return new Response(200, fixed);
        }
        return request.at("/filter/failureType").asString("").equals("NO_SUCH_TYPE")
                ? new Response(
                        422,
                        "{\"detail\":\"no\",\"errors\":[{\"pointer\":\"/filter/failureType\",\"code\":\"unknown-type\",\"message\":\"no\"}]}")
                : Response.ok(history(request));
    }

    private ObjectNode history(JsonNode request) {
        JsonNode filter = request.path("filter");
        String after = request.path("after").asString("");
        int limit = Math.min(request.path("limit").asInt(), largestPage);
        boolean matching = request.path("attempts").asString().equals("MATCHING");
        ObjectNode response =
                JSON.createObjectNode().put("asOf", Instant.now().toString()).putNull("next");
        ArrayNode items = response.putArray("items");
        int entries = 0;
        for (ObjectNode cart : carts.values()) {
            String cartId = cart.path("cartId").asString();
            if (!after.isEmpty() && cartId.compareTo(cartIdOf(after)) < 0
                    || after.equals(cartId + AFTER_ALL)
                    || !matches(cart, filter)) {
                continue;
            }
            ObjectNode item =
                    item(cart, request, matching ? attempt -> matches(attempt, filter) : attempt -> true, after);
            int size = matching ? item.path("attempts").size() : 1;
            if (size == 0) {
                continue;
            }
            if (entries >= limit) {
                response.put("next", lastCursor(items, matching));
                break;
            }
            if (matching && entries + size > limit) {
                keepFirst((ArrayNode) item.path("attempts"), limit - entries);
                items.add(item);
                response.put("next", lastCursor(items, true));
                break;
            }
            entries += size;
            if (!omitted.contains(cartId)) {
                items.add(item);
            }
        }
        addUnknown(response, filter, request.path("events").asBoolean());
        return response;
    }

    private static void keepFirst(ArrayNode attempts, int kept) {
        while (attempts.size() > kept) {
            attempts.remove(attempts.size() - 1);
        }
    }

    private static String lastCursor(ArrayNode items, boolean matching) {
        JsonNode last = items.get(items.size() - 1);
        JsonNode attempts = last.path("attempts");
        return matching
                ? attempts.get(attempts.size() - 1).path("requestId").asString()
                : last.path("cartId").asString() + AFTER_ALL;
    }

    private static ObjectNode item(ObjectNode cart, JsonNode request, Predicate<JsonNode> shown, String after) {
        ObjectNode item = cart.deepCopy();
        boolean hidden = request.path("attempts").asString().equals("NONE")
                || !cart.path("unreadable").isNull();
        ArrayNode attempts = item.putArray("attempts");
        if (!hidden) {
            cart.path("attempts")
                    .valueStream()
                    .filter(shown)
                    .filter(attempt -> after.isEmpty()
                            || attempt.path("requestId").asString().compareTo(after) > 0
                            || after.endsWith(AFTER_ALL))
                    .map(attempt -> (ObjectNode) attempt.deepCopy())
                    .forEach(attempts::add);
        }
        if (!request.path("events").asBoolean()) {
            attempts.forEach(attempt -> ((ObjectNode) attempt).putNull("event").putNull("noEvent"));
        }
        return item;
    }

    private static boolean matches(ObjectNode cart, JsonNode filter) {
        String cartId = cart.path("cartId").asString();
        if (filter.has("cartIds")) {
            return contains(filter.path("cartIds"), cartId);
        }
        if (filter.path("unfinished").asBoolean(false)) {
            return cart.path("pending").size() > 0
                    || cart.path("attempts")
                            .valueStream()
                            .anyMatch(attempt -> attempt.path("outcome").isNull()
                                    || attempt.path("compensation").isObject());
        }
        boolean hasAttempt = cart.path("attempts").valueStream().anyMatch(attempt -> matches(attempt, filter));
        return hasAttempt || (!cart.path("unreadable").isNull() && !filter.has("requestIds"));
    }

    private static boolean matches(JsonNode attempt, JsonNode filter) {
        String requestId = attempt.path("requestId").asString();
        if (filter.has("requestIds")) {
            return contains(filter.path("requestIds"), requestId);
        }
        if (filter.has("id")) {
            String id = filter.path("id").asString();
            return Set.of(
                            cartIdOf(requestId),
                            requestId,
                            attempt.path("orderNumber").asString())
                    .contains(id);
        }
        boolean isDecided = !attempt.path("outcome").isNull();
        boolean onDecision = Stream.of("decidedFrom", "decidedTo", "eventType", "failureType")
                .anyMatch(filter::has);
        return (!filter.has("cartId") || filter.path("cartId").asString().equals(cartIdOf(requestId)))
                && (!filter.has("requestId")
                        || filter.path("requestId").asString().equals(requestId))
                && (!onDecision || (isDecided && matchesDecision(attempt, filter)));
    }

    private static boolean matchesDecision(JsonNode attempt, JsonNode filter) {
        Instant decidedAt = Instant.parse(attempt.path("decidedAt").asString());
        return (!filter.has("decidedFrom")
                        || !decidedAt.isBefore(
                                Instant.parse(filter.path("decidedFrom").asString())))
                && (!filter.has("decidedTo")
                        || decidedAt.isBefore(
                                Instant.parse(filter.path("decidedTo").asString())))
                && (!filter.has("eventType")
                        || filter.path("eventType")
                                .asString()
                                .equals(attempt.at("/event/type").asString("")));
    }

    private static boolean contains(JsonNode ids, String id) {
        return ids.valueStream().anyMatch(each -> each.asString().equals(id));
    }

    private void addUnknown(ObjectNode response, JsonNode filter, boolean events) {
        ArrayNode unknown = response.putArray("unknown");
        Stream.concat(
                        filter.path("cartIds").valueStream(),
                        filter.path("requestIds").valueStream())
                .map(JsonNode::asString)
                .filter(id -> !omitted.contains(id) && !isKnown(id))
                .forEach(id -> addUnknown(unknown, id, events && filter.has("requestIds")));
        String id = filter.path("id").asString("");
        if (!id.isEmpty() && response.path("items").isEmpty()) {
            addUnknown(unknown, id, false);
        }
    }

    private void addUnknown(ArrayNode unknown, String id, boolean withRollback) {
        boolean cartExists = carts.containsKey(cartIdOf(id));
        ObjectNode entry =
                unknown.addObject().put("id", id).put("cartExists", cartExists).putNull("rollback");
        if (withRollback && !cartExists) {
            entry.set("rollback", event(id, EventType.CHECKOUT_ROLLBACK));
        }
    }

    private boolean isKnown(String id) {
        return carts.containsKey(id)
                || carts.values().stream()
                        .flatMap(cart -> cart.path("attempts").valueStream())
                        .anyMatch(
                                attempt -> attempt.path("requestId").asString().equals(id));
    }

    private Response publicationFor(JsonNode request) {
        if (brokerUnavailable) {
            return new Response(503, "", Map.of("Retry-After", "1"));
        }
        publications.add(request);
        String fixed = publicationReply;
        if (fixed != null) {
            return new Response(200, fixed);
        }
        ObjectNode response = JSON.createObjectNode();
        ArrayNode results = response.putArray("results");
        request.path("outcomes").forEach(outcome -> results.add(result(outcome)));
        Stream.concat(
                        request.path("orphans").valueStream(),
                        request.path("pendingOf").valueStream())
                .forEach(id -> results.add(result(id.asString(), "PUBLISHED")));
        return Response.ok(response);
    }

    private ObjectNode result(JsonNode outcome) {
        String requestId = outcome.path("requestId").asString();
        String digest = carts.values().stream()
                .flatMap(cart -> cart.path("attempts").valueStream())
                .filter(attempt -> attempt.path("requestId").asString().equals(requestId))
                .map(attempt -> attempt.at("/event/digest").asString())
                .findFirst()
                .orElse("");
        return result(requestId, digest.equals(outcome.path("digest").asString()) ? "PUBLISHED" : "CHANGED");
    }

    private static ObjectNode result(String id, String result) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("result", result)
                .putNull("eventId")
                .putNull("detail");
    }
}
