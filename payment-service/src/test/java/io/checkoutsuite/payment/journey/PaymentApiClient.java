package io.checkoutsuite.payment.journey;

import io.checkoutsuite.test.http.ApiClient;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/** Calls the service's API as its clients do. */
@TestComponent
public class PaymentApiClient {

    private final ApiClient api;

    @Autowired
    PaymentApiClient(Environment environment) {
        api = ApiClient.atPort(() -> environment.getRequiredProperty("local.server.port"));
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

    /** Asks as an operator for an operation on a payment. */
    public ApiResponse operate(String kind, String paymentId, String key, String body) {
        return api.as("olga", "operator")
                .request("POST", "/payments/" + paymentId + "/" + kind)
                .with("Idempotency-Key", key)
                .json(body)
                .send();
    }

    public ApiResponse captureOrRefund(String kind, String paymentId, String key, String amount) {
        return api.as("shipping", "service")
                .request("POST", "/payments/" + paymentId + "/" + kind)
                .with("Idempotency-Key", key)
                .json("{\"amount\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}".formatted(amount))
                .send();
    }

    public ApiResponse payment(String paymentId) {
        return asService(HttpMethod.GET, "/payments/" + paymentId, null);
    }

    public ApiResponse asService(HttpMethod method, String path, String body) {
        return asServiceOf("default", method, path, body);
    }

    public ApiResponse as(String subject, String scope, HttpMethod method, String path, String body) {
        return send(api.as(subject, scope), method, path, body);
    }

    public ApiResponse asServiceOf(String tenant, HttpMethod method, String path, String body) {
        return send(api.as("cart-service", "service", tenant), method, path, body);
    }

    private static ApiResponse send(ApiClient caller, HttpMethod method, String path, String body) {
        ApiRequest request = caller.request(method.name(), path);
        return (body == null ? request : request.json(body)).send();
    }
}
