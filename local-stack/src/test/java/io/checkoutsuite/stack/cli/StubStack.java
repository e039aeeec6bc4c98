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

/** Five stub services that return prepared responses and record their requests. */
final class StubStack implements AutoCloseable {

    private static final String UP = "{\"status\":\"UP\"}";
    private static final String TOKEN = "{\"access_token\":\"t\"}";

    private final Addresses addresses = Addresses.free();
    private final Map<Service, HttpServer> servers = new EnumMap<>(Service.class);
    private final Map<String, Deque<Said>> said = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private Said health = new Said(200, UP);

    private record Said(int status, String body) {}

    record Asked(Service service, String method, String path, JsonNode body) {}

    StubStack() {
        for (Service service : Service.values()) {
            servers.put(service, server(service));
        }
        says(Service.CART, "POST /dev/tokens", 200, TOKEN);
    }

    private HttpServer server(Service service) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", addresses.port(service)), 0);
            server.createContext("/", exchange -> answer(service, exchange));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a response. Responses are returned in order, the last one repeatedly. The path does not include the query. */
    StubStack says(Service service, String methodAndPath, int status, String body) {
        said.computeIfAbsent(service + " " + methodAndPath, call -> new ArrayDeque<>())
                .add(new Said(status, body));
        return this;
    }

    /** Makes the services report that their database is down; they keep running. */
    synchronized StubStack losesItsDatabase() {
        health = new Said(
                503,
                "{\"status\":\"DOWN\",\"components\":{\"mongo\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");
        return this;
    }

    private synchronized void answer(Service service, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Said answer = new Said(404, "{\"title\":\"Not found\"}");
        if (path.equals("/actuator/health/liveness")) {
            answer = new Said(200, UP);
        } else if (path.equals("/actuator/health")) {
            answer = health;
        } else {
            Deque<Said> answers = said.get(service + " " + method + " " + path);
            if (answers != null) {
                answer = answers.size() > 1 ? answers.poll() : answers.peek();
            }
            asked.add(new Asked(
                    service,
                    method,
                    exchange.getRequestURI().toString(),
                    body.length == 0 ? SuiteClient.JSON.createObjectNode() : SuiteClient.JSON.readTree(body)));
        }
        byte[] text = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** The received requests, except those for tokens. */
    synchronized List<Asked> asked(String method) {
        return asked.stream()
                .filter(call -> call.method().equals(method) && !call.path().equals("/dev/tokens"))
                .toList();
    }

    Ran suite(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--http-port", String.valueOf(addresses.firstPort())));
        return Ran.suite(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }
}
