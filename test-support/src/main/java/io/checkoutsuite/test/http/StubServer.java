package io.checkoutsuite.test.http;

import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server whose responses a test determines. */
public final class StubServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Function<Request, Response> responses;
    private final HttpServer server;

    /** A received request. */
    public record Request(String method, URI uri, Headers headers, String body) {

        public String path() {
            return uri.getPath();
        }

        public Map<String, String> query() {
            return uri.getQuery() == null
                    ? Map.of()
                    : Stream.of(uri.getQuery().split("&"))
                            .map(parameter -> parameter.split("=", 2))
                            .collect(toMap(parameter -> parameter[0], parameter -> parameter[1]));
        }

        public @Nullable String header(String name) {
            return headers.getFirst(name);
        }

        /** The body; an empty object if there is none. */
        public JsonNode json() {
            return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        }

        /** Method and path, for example {@code GET /stock/mug}. */
        @Override
        public String toString() {
            return method + " " + path();
        }
    }

    /** @param json the body; no body is sent if it is empty */
    public record Response(int status, String json, Map<String, String> headers) {

        public Response(int status, String json) {
            this(status, json, Map.of());
        }

        /** A response of status 200 with this value as JSON. */
        public static Response ok(Object value) {
            return new Response(200, JSON.writeValueAsString(value));
        }

        public static Response status(int status) {
            return new Response(status, "");
        }
    }

    /** Starts a server on a free port of the loopback interface. */
    public StubServer(Function<Request, Response> responses) {
        this(0, responses);
    }

    public StubServer(int port, Function<Request, Response> responses) {
        this.responses = responses;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::respond);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = responses.apply(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] body = response.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
