package io.checkoutsuite.payment.journey;

import io.checkoutsuite.web.access.DevTokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Calls the service's API as its clients do. */
@TestComponent
public class PaymentApiClient {

    private final DevTokens tokens;
    private final Environment environment;
    private final RestClient http = RestClient.create();

    @Autowired
    PaymentApiClient(DevTokens tokens, Environment environment) {
        this.tokens = tokens;
        this.environment = environment;
    }

    public static String newRequest() {
        return "r-" + UUID.randomUUID();
    }

    /** Authorizes one payment of 10.00 with this simulator token. */
    public ApiResponse authorize(String requestId, String token) {
        return authorize(requestId, "10.00", payment("p-" + requestId, "simulator", token, "10.00"));
    }

    public ApiResponse authorize(String requestId, String total, String... payments) {
        return asService(HttpMethod.PUT, "/authorizations/" + requestId, request(requestId, total, payments));
    }

    public static String request(String requestId, String total, String... payments) {
        return """
                {"cartId":"c-%s","orderNumber":"o-%s","customerId":"ann","total":{"amount":"%s","currency":"GBP"},"payments":[%s]}
                """.formatted(requestId, requestId, total, String.join(",", payments));
    }

    public static String payment(String id, String gateway, String token, String amount) {
        return """
                {"paymentId":"%s","gateway":"%s","token":"%s","amount":{"amount":"%s","currency":"GBP"},
                 "billingAddress":{"name":"Ann","line1":"1 High St","city":"Leeds","country":"GB"}}
                """.formatted(id, gateway, token, amount);
    }

    public ApiResponse reverse(String requestId) {
        return asService(HttpMethod.DELETE, "/authorizations/" + requestId, null);
    }

    public String state(String requestId) {
        return asService(HttpMethod.GET, "/authorizations/" + requestId, null).text("/state");
    }

    /** The simulator's records of a request. */
    public ApiResponse holds(String requestId) {
        return as("olga", "operator", HttpMethod.GET, "/ops/gateway-holds?requestId=" + requestId, null);
    }

    public ApiResponse captureOrRefund(String kind, String paymentId, String key, String amount) {
        return call(
                tokens.issue("shipping", "service", "default"),
                HttpMethod.POST,
                "/payments/" + paymentId + "/" + kind,
                "{\"amount\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}".formatted(amount),
                Map.of("Idempotency-Key", key, "X-Tenant", "default"));
    }

    public ApiResponse payment(String paymentId) {
        return asService(HttpMethod.GET, "/payments/" + paymentId, null);
    }

    public ApiResponse asService(HttpMethod method, String path, String body) {
        return call(
                tokens.issue("cart-service", "service", "default"), method, path, body, Map.of("X-Tenant", "default"));
    }

    public ApiResponse as(String subject, String scope, HttpMethod method, String path, String body) {
        return call(tokens.issue(subject, scope, "default"), method, path, body, Map.of());
    }

    public ApiResponse asServiceOf(String tenant, HttpMethod method, String path, String body) {
        return call(tokens.issue("cart-service", "service", tenant), method, path, body, Map.of("X-Tenant", tenant));
    }

    private ApiResponse call(String token, HttpMethod method, String path, String body, Map<String, String> headers) {
        RestClient.RequestBodySpec request = http.method(method)
                .uri("http://localhost:" + environment.getProperty("local.server.port") + path)
                .headers(sent -> {
                    sent.setBearerAuth(token);
                    headers.forEach(sent::set);
                });
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body.getBytes(StandardCharsets.UTF_8));
        }
        return request.exchange((sent, response) -> new ApiResponse(
                response.getStatusCode().value(),
                response.getHeaders(),
                new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    }
}
