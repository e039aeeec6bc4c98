package io.checkoutsuite.test.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request to a service, built step by step; it can be sent more than once. */
public final class ApiRequest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private URI server;
    private byte @Nullable [] body;
    private boolean documented;

    private ApiRequest(URI server, String method, String path) {
        this.server = server;
        this.method = method;
        this.path = path;
    }

    /** @param path with its query, encoded */
    public static ApiRequest to(URI server, String method, String path) {
        return new ApiRequest(server, method, path);
    }

    /** Fails when sent, unless the response is as the service's API document says. */
    public ApiRequest documented() {
        documented = true;
        return this;
    }

    /** Sends the request to another node of the service. */
    public ApiRequest through(URI node) {
        server = node;
        return this;
    }

    public ApiRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public ApiRequest withAll(Map<String, String> more) {
        headers.putAll(more);
        return this;
    }

    public ApiRequest inTenant(String tenant) {
        return with("X-Tenant", tenant);
    }

    public ApiRequest byOperator() {
        return by("olga", "operator");
    }

    public ApiRequest byCustomer(String id) {
        return by(id, "customer");
    }

    public ApiRequest byService() {
        return by("tests", "service");
    }

    public ApiRequest by(String subject, String scope) {
        return by(subject, scope, "default");
    }

    public ApiRequest by(String subject, String scope, String tenant) {
        with("Authorization", "Bearer " + token(server, subject, scope, tenant));
        return scope.equals("service") ? inTenant(tenant) : this;
    }

    /** Sets a body: JSON text as it is, any other value as JSON. */
    public ApiRequest json(Object document) {
        return body("application/json", document instanceof String text ? text : JSON.writeValueAsString(document));
    }

    public ApiRequest body(String type, String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return with("Content-Type", type);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return URI.create(server + path);
    }

    public ApiResponse send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri())
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        ApiResponse response = Http.send(request);
        return documented ? PublishedApi.asDocumentedIfOperation(response) : response;
    }

    /** A token of the service's development issuer, the same one for every call. */
    public static String token(URI server, String subject, String scope, String tenant) {
        return TOKENS.computeIfAbsent(
                String.join(" ", server.toString(), scope, tenant, subject),
                key -> to(server, "POST", "/dev/tokens")
                        .json(Map.of("sub", subject, "scope", scope, "tenant", tenant))
                        .send()
                        .is(200)
                        .text("/access_token"));
    }

    @Override
    public String toString() {
        return method + " " + server + path;
    }
}
