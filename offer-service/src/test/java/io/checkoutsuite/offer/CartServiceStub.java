package io.checkoutsuite.offer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stubs the calls to the cart service. It knows only the checkouts that a test sets, and it fails or does not answer if a test says so. */
final class CartServiceStub {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean failing;
    private volatile CountDownLatch resumed = new CountDownLatch(0);

    CartServiceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/checkouts/states", this::respond);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void setState(String requestId, String state) {
        states.put(requestId, state);
    }

    void fail() {
        failing = true;
    }

    void stopAnswering() {
        resumed = new CountDownLatch(1);
    }

    void recover() {
        failing = false;
        resumed.countDown();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (!resumed.await(30, TimeUnit.SECONDS) || failing) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            Map<String, String> answered = new HashMap<>();
            request.path("requestIds")
                    .forEach(id -> answered.put(id.asString(), states.getOrDefault(id.asString(), "UNKNOWN")));
            byte[] body = JSON.writeValueAsBytes(Map.of("states", answered));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
