package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static io.checkoutsuite.payment.journey.StripeAccount.STRIPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.payment.stripe.StripeStub;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The whole service with Stripe behind it. */
@PaymentServiceTest
class StripePaymentsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    BindPayments bindPayments;

    @LocalServerPort
    int port;

    private ApiResponse pay(String request, String paymentMethod) {
        return payments.authorize(request, "20.00", payment("p-" + request, "stripe", paymentMethod, "20.00"));
    }

    @Test
    void an_order_is_authorized_captured_once_and_refunded() {
        String request = newRequest();
        String id = "p-" + request;

        assertThat(pay(request, StripeStub.APPROVED).status()).isEqualTo(200);
        bindPayments.bind("default", request, InboxEntryFixture.completionOf(request));
        assertThat(payments.captureOrRefund("captures", id, "k1", "15.00").status())
                .isEqualTo(201);
        ApiResponse again = payments.captureOrRefund("captures", id, "k2", "5.00");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/detail")).isEqualTo("The gateway captures a payment only once, and releases the rest");
        assertThat(payments.captureOrRefund("refunds", id, "k3", "4.00").status())
                .isEqualTo(201);

        assertThat(STRIPE.captured(request + "-0")).isEqualTo(1_500);
        assertThat(STRIPE.refunded(request + "-0")).isEqualTo(400);
        assertThat(STRIPE.metadata(request + "-0")).containsEntry("order_number", "o-" + request);
    }

    @Test
    void a_rollback_releases_the_money_at_once() {
        String request = newRequest();
        pay(request, StripeStub.APPROVED);

        assertThat(payments.reverse(request).status()).isLessThan(300);

        assertThat(STRIPE.timesHeld(request + "-0")).isEqualTo(1);
        assertThat(STRIPE.held(request + "-0")).isZero();
    }

    @Test
    void a_decline_is_told_to_the_buyer() {
        ApiResponse declined = pay(newRequest(), StripeStub.INSUFFICIENT_FUNDS);

        assertThat(declined.problemType()).isEqualTo("payment-refused");
        assertThat(declined.text("/failures/0/declineType")).isEqualTo("SOFT");
        assertThat(declined.text()).doesNotContain(StripeStub.ISSUER_TEXT);
    }

    @Test
    void a_lost_response_is_looked_up_and_the_payment_is_held_once() {
        String request = newRequest();

        assertThat(pay(request, StripeStub.RESPONSE_LOST).status()).isEqualTo(200);

        assertThat(STRIPE.timesHeld(request + "-0")).isEqualTo(1);
    }

    private String challenged() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        ApiResponse response = pay(request, StripeStub.CHALLENGED);
        assertThat(response.status()).isEqualTo(202);
        assertThat(response.text("/waiting/nextAction/type")).isEqualTo("STRIPE_SDK");
        assertThat(response.text("/waiting/nextAction/data/clientSecret")).startsWith("pi_");
        assertThat(STRIPE.timesHeld(request + "-0")).isZero();
        return request;
    }

    private int notified(String body) throws Exception {
        return notified(body, StripeStub.signature(StripeStub.WEBHOOK_SECRET, Instant.now(), body));
    }

    private int notified(String body, String signature) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:%d/gateways/stripe/webhooks".formatted(port)))
                                    .header("Stripe-Signature", signature)
                                    .header("Content-Type", "application/json; charset=utf-8")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static void isAnnounced(String request) {
        await().atMost(Duration.ofSeconds(20)).until(() -> CartServiceStub.STATES.resumptions(request) > 0);
    }

    @Test
    void a_payment_that_its_buyer_confirms_is_authorized_by_stripes_notification() throws Exception {
        String request = challenged();
        STRIPE.decideChallenge(request + "-0", true);

        assertThat(notified(STRIPE.notification(request + "-0", "payment_intent.amount_capturable_updated")))
                .isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
        isAnnounced(request);
        assertThat(pay(request, StripeStub.CHALLENGED).status()).isEqualTo(200);
        assertThat(STRIPE.timesHeld(request + "-0")).isEqualTo(1);
    }

    @Test
    void a_payment_that_its_buyer_does_not_confirm_is_refused() throws Exception {
        String request = challenged();
        STRIPE.decideChallenge(request + "-0", false);

        assertThat(notified(STRIPE.notification(request + "-0", "payment_intent.payment_failed")))
                .isEqualTo(204);

        isAnnounced(request);
        ApiResponse refused = pay(request, StripeStub.CHALLENGED);
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("/failures/0/declineType")).isEqualTo("SOFT");
        assertThat(STRIPE.timesHeld(request + "-0")).isZero();
    }

    @Test
    void a_result_that_comes_later_is_found_without_a_notification() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        assertThat(pay(request, StripeStub.PROCESSING).status()).isEqualTo(202);

        STRIPE.isProcessed(request + "-0");

        isAnnounced(request);
        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
    }

    @Test
    void what_a_notification_claims_is_not_believed() throws Exception {
        String request = challenged();
        String body =
                STRIPE.notification(request + "-0", "payment_intent.succeeded").replace("requires_action", "succeeded");

        assertThat(notified(body)).isEqualTo(204);
        assertThat(notified(body, StripeStub.signature("whsec_forged", Instant.now(), body)))
                .isEqualTo(400);

        assertThat(payments.state(request)).isEqualTo("AWAITING");
    }

    /** For instance the identifier that a card scheme gives to a payment. */
    @Test
    void a_number_that_looks_like_a_card_is_no_reason_to_lose_a_notification() throws Exception {
        String request = challenged();
        STRIPE.decideChallenge(request + "-0", true);
        String body = STRIPE.notification(request + "-0", "payment_intent.amount_capturable_updated")
                .replace("\"ch_stub\"", "{\"network_transaction_id\":\"378282246310005\"}");

        assertThat(body).contains("378282246310005");
        assertThat(notified(body)).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
    }

    @Test
    void the_second_of_two_payments_is_declined_and_the_first_is_released() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "40.00",
                payment("a-" + request, "stripe", StripeStub.APPROVED, "20.00"),
                payment("b-" + request, "stripe", StripeStub.STOLEN, "20.00"));

        assertThat(response.problemType()).isEqualTo("payment-refused");
        assertThat(STRIPE.timesHeld(request + "-0")).isEqualTo(1);
        assertThat(STRIPE.held(request + "-0")).isZero();
    }

    @Test
    void operators_see_the_state_of_each_gateway_and_the_service_is_ready() {
        pay(newRequest(), StripeStub.APPROVED);

        JsonNode gateways = payments.as("olga", "operator", HttpMethod.GET, "/actuator/health", null)
                .json()
                .at("/components/gateways");

        assertThat(gateways.at("/status").asString()).isEqualTo("UP");
        assertThat(gateways.at("/details").propertyNames()).containsExactlyInAnyOrder("stripe", "switchable");
        assertThat(gateways.at("/details/stripe/authorizations/circuit").asString())
                .isEqualTo("CLOSED");
        assertThat(payments.as("olga", "operator", HttpMethod.GET, "/actuator/health/readiness", null)
                        .json()
                        .propertyNames())
                .doesNotContain("gateways");
        assertThat(payments.as("ann", "customer", HttpMethod.GET, "/actuator/health", null)
                        .text())
                .doesNotContain("stripe");
    }

    @Test
    void calls_of_each_gateway_are_metrics() {
        pay(newRequest(), StripeStub.APPROVED);

        String metrics = payments.as("olga", "operator", HttpMethod.GET, "/actuator/prometheus", null)
                .text();

        for (String expected : List.of(
                "suite_gateway_calls_seconds_count{call=\"authorize\",gateway=\"stripe\",outcome=\"responded\"}",
                "resilience4j_circuitbreaker_state{name=\"stripe.authorizations\",state=\"closed\"} 1.0",
                "resilience4j_ratelimiter_available_permissions{name=\"stripe.authorizations\"}",
                "resilience4j_bulkhead_available_concurrent_calls{name=\"stripe.operations\"}")) {
            assertThat(metrics).contains(expected);
        }
    }
}
