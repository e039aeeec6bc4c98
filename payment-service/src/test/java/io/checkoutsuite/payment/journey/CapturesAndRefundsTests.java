package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class CapturesAndRefundsTests {

    private static final int MOST_TRANSACTIONS = 200;

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SwitchableGateway switchable;

    @Autowired
    BindPayments bindPayments;

    @Autowired
    Broker broker;

    private String ordered(String gateway) {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, gateway, "tok_approve", "10.00"));
        bindPayments.bind("default", request, InboxEntryFixture.completionOf(request));
        return request;
    }

    @Test
    void an_orders_payment_is_captured_in_parts_and_refunded_in_parts() {
        String request = ordered("simulator");
        String id = "p-" + request;

        assertThat(payments.captureOrRefund("captures", id, "k1", "4.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("PARTIALLY_COMPLETE");
        assertThat(payments.captureOrRefund("captures", id, "k2", "6.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(payments.captureOrRefund("refunds", id, "k3", "3.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(payments.payment(id).text("/statusWithoutRefunds")).isEqualTo("FULLY_CAPTURED");
        assertThat(payments.captureOrRefund("refunds", id, "k4", "7.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("REFUNDED");

        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("10.00");
        assertThat(payments.holds(request).text("/items/0/refunded")).isEqualTo("10.00");
        await().untilAsserted(() ->
                assertThat(broker.published("paymentStatusChanged", request)).hasSize(5));
    }

    @Test
    void never_more_than_is_there() {
        String request = ordered("simulator");
        String id = "p-" + request;

        ApiResponse overCapture = payments.captureOrRefund("captures", id, "k1", "10.01");
        ApiResponse earlyRefund = payments.captureOrRefund("refunds", id, "k2", "0.01");

        assertThat(overCapture.status()).isEqualTo(409);
        assertThat(overCapture.text("/available/amount")).isEqualTo("10.00");
        assertThat(earlyRefund.status()).isEqualTo(409);
        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("0.00");
    }

    @Test
    void the_same_key_captures_once_and_gets_the_same_response() throws Exception {
        String request = ordered("simulator");
        String id = "p-" + request;

        List<ApiResponse> responses =
                AuthorizePaymentsTests.concurrently(6, () -> payments.captureOrRefund("captures", id, "same", "4.00"));
        ApiResponse again = payments.captureOrRefund("captures", id, "same", "4.00");
        ApiResponse other = payments.captureOrRefund("captures", id, "same", "5.00");

        assertThat(responses).extracting(ApiResponse::status).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200);
        assertThat(responses).extracting(ApiResponse::text).containsOnly(again.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("4.00");
    }

    @Test
    void many_captures_at_once_never_capture_more_than_is_held() throws Exception {
        String request = ordered("simulator");
        AtomicInteger keys = new AtomicInteger();

        List<ApiResponse> responses = AuthorizePaymentsTests.concurrently(
                8, () -> payments.captureOrRefund("captures", "p-" + request, "key-" + keys.incrementAndGet(), "3.00"));

        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(3);
        assertThat(responses).filteredOn(response -> response.status() == 409).hasSize(5);
        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("9.00");
        assertThat(payments.payment("p-" + request).text("/open/amount")).isEqualTo("1.00");
    }

    @Test
    void a_payment_has_a_limited_number_of_transactions() {
        String request = ordered("simulator");
        String id = "p-" + request;
        int recorded = payments.payment(id).json().at("/transactions").size();
        for (int i = recorded; i < MOST_TRANSACTIONS; i++) {
            assertThat(payments.captureOrRefund("captures", id, "k" + i, "0.01").status())
                    .isEqualTo(201);
        }

        ApiResponse refused = payments.captureOrRefund("captures", id, "one-more", "0.01");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("too many transactions");
        assertThat(payments.captureOrRefund("refunds", id, "back", "0.01").status())
                .isEqualTo(409);
        assertThat(payments.captureOrRefund("captures", id, "k" + recorded, "0.01")
                        .status())
                .as("a repeated capture")
                .isEqualTo(200);
        assertThat(payments.payment(id).json().at("/transactions")).hasSize(MOST_TRANSACTIONS);
    }

    @Test
    void a_capture_whose_response_was_lost_is_finished_without_capturing_twice() {
        String request = ordered("switchable");
        String id = "p-" + request;
        switchable.cut("captureResponse", request);

        ApiResponse lost = payments.captureOrRefund("captures", id, "k1", "10.00");
        ApiResponse second = payments.captureOrRefund("captures", id, "k2", "10.00");
        switchable.restore("captureResponse", request);

        assertThat(lost.status()).isEqualTo(503);
        assertThat(second.status()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> payments.payment(id).text("/status"), "FULLY_CAPTURED"::equals);
        assertThat(payments.captureOrRefund("captures", id, "k1", "10.00").status())
                .isEqualTo(200);
        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("10.00");
    }

    @Test
    void what_is_not_part_of_an_order_is_not_captured() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        assertThat(payments.captureOrRefund("captures", "p-" + request, "k", "1.00")
                        .status())
                .isEqualTo(409);
        assertThat(payments.captureOrRefund("captures", "p-nobody", "k", "1.00").status())
                .isEqualTo(404);
    }
}
