package io.checkoutsuite.acceptance;

import io.checkoutsuite.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** An HTTP request, built step by step. */
final class ApiRequest {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final Service service;
    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];
    private URI node;

    private ApiRequest(Service service, String method, String path) {
        this.service = service;
        this.method = method;
        this.path = path;
        this.node = RunningSuite.address(service);
    }

    /** Sends the request to this node of the service instead of the default one. */
    ApiRequest through(URI other) {
        node = other;
        return this;
    }

    static ApiRequest of(Service service, String method, String path) {
        return new ApiRequest(service, method, path);
    }

    static ApiRequest get(Service service, String path) {
        return of(service, "GET", path);
    }

    static ApiRequest post(Service service, String path) {
        return of(service, "POST", path);
    }

    static ApiRequest put(Service service, String path) {
        return of(service, "PUT", path);
    }

    static ApiRequest delete(Service service, String path) {
        return of(service, "DELETE", path);
    }

    ApiRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    ApiRequest withAll(Map<String, String> more) {
        headers.putAll(more);
        return this;
    }

    ApiRequest byOperator() {
        return by("olga", "operator");
    }

    ApiRequest byCustomer(String id) {
        return by(id, "customer");
    }

    ApiRequest byService() {
        return by("tests", "service").with("X-Tenant", "default");
    }

    private ApiRequest by(String subject, String scope) {
        return with("Authorization", "Bearer " + token(subject, scope));
    }

    ApiRequest json(Object document) {
        return body("application/json", ApiResponse.JSON.writeValueAsString(document));
    }

    ApiRequest body(String type, String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return with("Content-Type", type);
    }

    ApiResponse send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new ApiResponse(
                    service, method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " at " + service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path + " at " + service.id();
    }

    static String token(String subject, String scope) {
        return TOKENS.computeIfAbsent(scope + "/" + subject, key -> post(Service.CART, "/dev/tokens")
                .json(Map.of("sub", subject, "scope", scope))
                .send()
                .is(200)
                .text("/access_token"));
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
