package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Stub services that return prepared responses and record their requests. */
final class StubStack implements AutoCloseable {

    private static final String UP = "{\"status\":\"UP\"}";
    private static final String TOKEN = "{\"access_token\":\"t\"}";

    private static final Deque<Response> NOT_FOUND =
            new ArrayDeque<>(List.of(new Response(404, "{\"title\":\"Not found\"}")));

    private final Addresses addresses = Addresses.free();
    private final Map<Service, StubServer> servers = new EnumMap<>(Service.class);
    private final Map<String, Deque<Response>> responses = new HashMap<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private Response health = new Response(200, UP);

    record ReceivedRequest(
            Service service,
            String method,
            String path,
            @Nullable String authorization,
            JsonNode body) {}

    StubStack() {
        for (Service service : Service.values()) {
            servers.put(service, new StubServer(addresses.port(service), request -> respond(service, request)));
        }
        responds(Service.CART, "POST /dev/tokens", 200, TOKEN);
    }

    /** Adds a response. Responses are returned in order, the last one repeatedly. The path does not include the query. */
    StubStack responds(Service service, String methodAndPath, int status, String body) {
        responses
                .computeIfAbsent(service + " " + methodAndPath, call -> new ArrayDeque<>())
                .add(new Response(status, body));
        return this;
    }

    /** Makes the services report that their database is down; they keep running. */
    synchronized StubStack withDatabaseDown() {
        health = new Response(
                503,
                "{\"status\":\"DOWN\",\"components\":{\"mongo\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");
        return this;
    }

    /** Makes the services have an issuer of their own, as in production. */
    synchronized void issuesNoTokens() {
        responses.remove(Service.CART + " POST /dev/tokens");
    }

    /** The base address of a service, for instance {@code http://127.0.0.1:8081}. */
    String url(Service service) {
        return addresses.of(service).toString();
    }

    private synchronized Response respond(Service service, Request request) {
        return switch (request.path()) {
            case "/actuator/health/liveness" -> new Response(200, UP);
            case "/actuator/health" -> health;
            default -> {
                requests.add(new ReceivedRequest(
                        service,
                        request.method(),
                        request.uri().toString(),
                        request.header("Authorization"),
                        request.json()));
                Deque<Response> queue = responses.getOrDefault(service + " " + request, NOT_FOUND);
                yield queue.size() > 1 ? queue.poll() : queue.peek();
            }
        };
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
        servers.values().forEach(StubServer::close);
    }
}
