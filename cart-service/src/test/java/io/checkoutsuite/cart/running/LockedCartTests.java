package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A cart that is being checked out or was bought cannot be changed through any endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedCartTests extends RunningCart {

    private static final Set<String> CHANGES_NOTHING = Set.of("POST /carts/{cartId}/checkout/validations");

    /** Bodies that are accepted while the cart is open. A new endpoint needs its own. */
    private static final Map<String, String> BODIES = Map.of(
            "POST /carts/{cartId}/lines", "{\"lines\":[{\"sku\":\"mug\",\"quantity\":1}]}",
            "PATCH /carts/{cartId}/lines/{lineId}", "{\"quantity\":3}",
            "PUT /carts/{cartId}/contact", "{\"email\":\"bob@example.org\"}",
            "PUT /carts/{cartId}/fulfillment-groups",
                    "{\"groups\":[{\"type\":\"PICKUP\",\"pickupLocation\":\"Leeds\"}]}",
            "POST /carts/{cartId}/payments",
                    "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @AfterEach
    void resetCodes() {
        PARTICIPANTS.respondsToCodesWith(null);
    }

    private List<String> endpoints() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.contains("{cartId}"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .filter(method -> method != RequestMethod.GET)
                                .map(method -> method + " " + path)))
                .sorted()
                .toList();
    }

    Stream<Arguments> endpointsAndLockedStatuses() {
        return endpoints().stream()
                .flatMap(endpoint -> Arrays.stream(CartStatus.values())
                        .filter(status -> !status.isOpen())
                        .map(status -> Arguments.of(endpoint, status)));
    }

    @Test
    void the_endpoints_are_found() {
        assertThat(endpoints())
                .hasSizeGreaterThanOrEqualTo(10)
                .containsAll(BODIES.keySet())
                .containsAll(CHANGES_NOTHING);
    }

    @ParameterizedTest
    @MethodSource("endpointsAndLockedStatuses")
    void every_endpoint_refuses_and_changes_nothing(String endpoint, CartStatus status) {
        Buyer buyer = buyer();
        String version = buyer.etag();
        lock(buyer, status);
        Document before = document(buyer);

        ApiResponse response =
                send(call(buyer, endpoint).header("If-Match", version).header("Idempotency-Key", "once"));

        response.is(CHANGES_NOTHING.contains(endpoint) ? 200 : 409);
        assertThat(document(buyer)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_same_call_is_accepted_while_the_cart_is_open(String endpoint) {
        Buyer buyer = buyer();
        PARTICIPANTS.respondsToCodesWith("APPLIED");

        ApiResponse response =
                send(call(buyer, endpoint).header("If-Match", buyer.etag()).header("Idempotency-Key", "once"));

        response.is(endpoint.equals("POST /carts/{cartId}/payments") ? 201 : 200);
    }

    private HttpRequest.Builder call(Buyer buyer, String endpoint) {
        Document content = document(buyer).get("content", Document.class);
        String[] call = endpoint.split(" ");
        String path = call[1].replace("{cartId}", buyer.cartId())
                .replace("{lineId}", first(content, "lines"))
                .replace("{paymentId}", first(content, "payments"))
                .replace("{code}", "TEN");
        return with(of(buyer, path), call[0], BODIES.getOrDefault(endpoint, ""));
    }

    private static String first(Document content, String list) {
        Document element = content.getList(list, Document.class).getFirst();
        return element.containsKey("id") ? element.getString("id") : element.getString("_id");
    }

    private void lock(Buyer buyer, CartStatus status) {
        Instant later = Instant.now().plusSeconds(600);
        switch (status) {
            case SUBMISSION_IN_PROGRESS -> interruptCheckout(buyer, later, later);
            case AWAITING_PAYMENT_RESULT, AWAITING_PAYMENT_FINALIZATION ->
                suspendCheckout(buyer.cartId(), buyer.name(), status, later);
            default -> write(buyer, new Document("$set", new Document("status", status.name())));
        }
    }
}
