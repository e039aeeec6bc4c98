package io.checkoutsuite.test.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A service over HTTP, as one caller sees it. Every response must be as the service's API document says. */
public final class ApiClient {

    private final Supplier<URI> server;
    private final Map<String, String> headers;

    private ApiClient(Supplier<URI> server, Map<String, String> headers) {
        this.server = server;
        this.headers = headers;
    }

    /**
     * The service as callers without a token see it.
     *
     * @param port is called at each request, because the port may not be known before the service has started
     */
    public static ApiClient atPort(Supplier<?> port) {
        return new ApiClient(() -> URI.create("http://127.0.0.1:" + port.get()), Map.of());
    }

    public ApiClient operator() {
        return as("olga", "operator");
    }

    public ApiClient customer(String id) {
        return as(id, "customer");
    }

    public ApiClient service() {
        return as("cart-service", "service");
    }

    public ApiClient as(String subject, String scope) {
        return as(subject, scope, "default");
    }

    public ApiClient as(String subject, String scope, String tenant) {
        ApiClient caller = with("Authorization", "Bearer " + ApiRequest.token(server.get(), subject, scope, tenant));
        return scope.equals("service") ? caller.inTenant(tenant) : caller;
    }

    public ApiClient inTenant(String tenant) {
        return with("X-Tenant", tenant);
    }

    private ApiClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(server, more);
    }

    public ApiRequest request(String method, String path) {
        return ApiRequest.to(server.get(), method, path).withAll(headers).documented();
    }

    public ApiResponse get(String path) {
        return request("GET", path).send();
    }

    public ApiResponse post(String path, Object body) {
        return request("POST", path).json(body).send();
    }

    public ApiResponse put(String path, Object body) {
        return request("PUT", path).json(body).send();
    }

    public ApiResponse delete(String path) {
        return request("DELETE", path).send();
    }
}
