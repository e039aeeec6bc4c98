package io.checkoutsuite.stack.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Stub services that return prepared responses and record their requests. */
final class StubStack implements AutoCloseable {

    private static final String UP = "{\"status\":\"UP\"}";
    private static final String TOKEN = "{\"access_token\":\"t\"}";

    private final Addresses addresses = Addresses.free();
    private final Map<Service, HttpServer> servers = new EnumMap<>(Service.class);
    private final Map<String, Deque<StubResponse>> responses = new HashMap<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private StubResponse health = new StubResponse(200, UP);

    private record StubResponse(int status, String body) {}

    record ReceivedRequest(Service service, String method, String path, JsonNode body) {}

    StubStack() {
        for (Service service : Service.values()) {
            servers.put(service, server(service));
        }
        responds(Service.CART, "POST /dev/tokens", 200, TOKEN);
    }

    private HttpServer server(Service service) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", addresses.port(service)), 0);
            server.createContext("/", exchange -> respond(service, exchange));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a response. Responses are returned in order, the last one repeatedly. The path does not include the query. */
    StubStack responds(Service service, String methodAndPath, int status, String body) {
        responses
                .computeIfAbsent(service + " " + methodAndPath, call -> new ArrayDeque<>())
                .add(new StubResponse(status, body));
        return this;
    }

    /** Makes the services report that their database is down; they keep running. */
    synchronized StubStack withDatabaseDown() {
        health = new StubResponse(
                503,
                "{\"status\":\"DOWN\",\"components\":{\"mongo\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");
        return this;
    }

    private synchronized void respond(Service service, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        StubResponse response = new StubResponse(404, "{\"title\":\"Not found\"}");
        if (path.equals("/actuator/health/liveness")) {
            response = new StubResponse(200, UP);
        } else if (path.equals("/actuator/health")) {
            response = health;
        } else {
            Deque<StubResponse> queue = responses.get(service + " " + method + " " + path);
            if (queue != null) {
                response = queue.size() > 1 ? queue.poll() : queue.peek();
            }
            requests.add(new ReceivedRequest(
                    service,
                    method,
                    exchange.getRequestURI().toString(),
                    body.length == 0 ? SuiteClient.JSON.createObjectNode() : SuiteClient.JSON.readTree(body)));
        }
        byte[] text = response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(response.status(), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** The received requests, except those for tokens. */
    synchronized List<ReceivedRequest> requests(String method) {
        return requests.stream()
                .filter(call -> call.method().equals(method) && !call.path().equals("/dev/tokens"))
                .toList();
    }

    CommandResult run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--http-port", String.valueOf(addresses.firstPort())));
        return CommandResult.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }
}
