package io.checkoutsuite.payment.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stub of the cart service, which returns the states of checkouts or is unavailable. A checkout without a configured state is UNKNOWN. */
public final class CartServiceStub {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> STATES = new ConcurrentHashMap<>();
    private static final Set<String> UNAVAILABLE = ConcurrentHashMap.newKeySet();
    private static final HttpServer SERVER = start();

    private CartServiceStub() {}

    static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    public static void setState(String requestId, String state) {
        STATES.put(requestId, state);
        UNAVAILABLE.remove(requestId);
    }

    /** Makes every query that contains this request fail. */
    public static void makeUnavailableFor(String requestId) {
        UNAVAILABLE.add(requestId);
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/internal/checkouts/states", CartServiceStub::respond);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode states = JSON.createObjectNode();
            boolean unavailable = false;
            for (JsonNode id : JSON.readTree(exchange.getRequestBody()).at("/requestIds")) {
                unavailable |= UNAVAILABLE.contains(id.asString());
                states.put(id.asString(), STATES.getOrDefault(id.asString(), "UNKNOWN"));
            }
            byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode().set("states", states));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(unavailable ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
