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
    private volatile CountDownLatch silence = new CountDownLatch(0);

    CartServiceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/checkouts/states", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void says(String requestId, String state) {
        states.put(requestId, state);
    }

    void fails() {
        failing = true;
    }

    void isSilent() {
        silence = new CountDownLatch(1);
    }

    void answersAgain() {
        failing = false;
        silence.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (!silence.await(30, TimeUnit.SECONDS) || failing) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            Map<String, String> told = new HashMap<>();
            asked.path("requestIds")
                    .forEach(id -> told.put(id.asString(), states.getOrDefault(id.asString(), "UNKNOWN")));
            byte[] answer = JSON.writeValueAsBytes(Map.of("states", told));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
