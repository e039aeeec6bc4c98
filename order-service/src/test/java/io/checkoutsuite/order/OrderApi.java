package io.checkoutsuite.order;

import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service over HTTP, as one caller sees it. */
public final class OrderApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<String> port;
    private final String token;
    private final String tenant;

    OrderApi(Supplier<String> port) {
        this(port, null, null);
    }

    private OrderApi(Supplier<String> port, String token, String tenant) {
        this.port = port;
        this.token = token;
        this.tenant = tenant;
    }

    public record Response(int status, String contentType, String text) {
        public JsonNode json() {
            return JSON.readTree(text);
        }
    }

    public OrderApi as(String subject, String scope) {
        return as(subject, scope, "default");
    }

    public OrderApi as(String subject, String scope, String tenant) {
        Response issued = post("/dev/tokens", Map.of("sub", subject, "scope", scope, "tenant", tenant));
        String issuedToken = issued.json().get("access_token").asString();
        return new OrderApi(port, issuedToken, scope.equals("service") ? tenant : null);
    }

    public OrderApi inTenant(String name) {
        return new OrderApi(port, token, name);
    }

    public OrderApi operator() {
        return as("olga", "operator");
    }

    public OrderApi service() {
        return as("cart-service", "service");
    }

    public OrderApi customer(String id) {
        return as(id, "customer");
    }

    public Response get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    public Response post(String path, Object body) {
        return call(HttpMethod.POST, path, body);
    }

    private Response call(HttpMethod method, String path, Object body) {
        RestClient.RequestBodySpec request = RestClient.create("http://127.0.0.1:" + port.get())
                .method(method)
                .uri(path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (tenant != null) {
            request.header("X-Tenant", tenant);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .body(body instanceof String text ? text : JSON.writeValueAsString(body));
        }
        return request.exchange((sent, response) -> new Response(
                response.getStatusCode().value(),
                String.valueOf(response.getHeaders().getContentType()),
                new String(response.getBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
    }
}
