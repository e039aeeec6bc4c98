package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Payments that arrive later and without a gateway, such as bank transfers. */
@PaymentServiceTest
class PendingPaymentsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    Broker broker;

    private static String wire(String id, String amount) {
        return """
                {"paymentId":"%s","type":"WIRE","amount":{"amount":"%s","currency":"GBP"},"fields":{"MY_TOKEN":"12345"}}
                """.formatted(id, amount);
    }

    @Test
    void a_transfer_is_pending_with_its_fields_copied_and_no_gateway_is_called() {
        String request = newRequest();

        ApiResponse response = payments.authorize(request, "22.00", wire("p-" + request, "22.00"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text("/payments/0/status")).isEqualTo("PENDING");
        assertThat(response.text("/payments/0/gateway")).isEqualTo("offline");
        assertThat(response.text("/payments/0/amount/amount")).isEqualTo("22.00");
        assertThat(payments.authorize(request, "22.00", wire("p-" + request, "22.00"))
                        .text())
                .isEqualTo(response.text());
        ApiResponse seen = payments.payment("p-" + request);
        assertThat(seen.text("/status")).isEqualTo("PENDING");
        assertThat(seen.text("/fields/MY_TOKEN")).isEqualTo("12345");
        assertThat(seen.text("/transactions/1/type")).isEqualTo("PENDING");
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
    }

    @Test
    void it_counts_towards_the_total() {
        String request = newRequest();
        String card = payment("card-" + request, "simulator", "tok_approve", "8.00");

        assertThat(payments.authorize(request, "40.00", card, wire("p-" + request, "22.00"))
                        .status())
                .isEqualTo(422);
        assertThat(payments.authorize(request, "30.00", card, wire("p-" + request, "22.00"))
                        .status())
                .isEqualTo(200);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("8.00");
    }

    @Test
    void it_is_voided_with_its_checkout() {
        String request = newRequest();
        payments.authorize(request, "22.00", wire("p-" + request, "22.00"));

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        ApiResponse seen = payments.payment("p-" + request);
        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(seen.text("/status")).isEqualTo("COMPLETE");
        assertThat(seen.text("/transactions/2/type")).isEqualTo("VOID");
    }

    @Test
    void once_it_is_an_orders_somebody_records_that_the_money_came() {
        String request = newRequest();
        String id = "p-" + request;
        payments.authorize(request, "10.00", wire(id, "10.00"));
        broker.deliver(Broker.completion(request), 1);

        assertThat(payments.captureOrRefund("captures", id, "k0", "10.01").status())
                .isEqualTo(409);
        assertThat(payments.captureOrRefund("captures", id, "k1", "4.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("PARTIALLY_COMPLETE");
        assertThat(payments.captureOrRefund("captures", id, "k2", "6.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(payments.captureOrRefund("refunds", id, "k3", "10.00").status())
                .isEqualTo(201);
        assertThat(payments.payment(id).text("/status")).isEqualTo("REFUNDED");
    }

    @Test
    void a_type_that_is_not_among_the_pending_ones_needs_a_gateway_and_a_token() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request, "22.00", wire("p-" + request, "22.00").replace("WIRE", "CREDIT_CARD"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().at("/errors"))
                .extracting(error -> error.at("/pointer").asString())
                .containsExactlyInAnyOrder("/payments/0/gateway", "/payments/0/token");
        assertThat(payments.authorize(newRequest(), "10.00", payment("p", "offline", "none", "10.00"))
                        .text("/errors/0/code"))
                .isEqualTo("unknown-token");
    }

    @Test
    void a_card_number_is_refused_in_a_field_too() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request, "22.00", wire("p-" + request, "22.00").replace("12345", "4111 1111 1111 1111"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.text("/errors/0/code")).isEqualTo("card-number");
    }

    @Test
    void it_can_be_asked_whether_a_type_is_accepted() {
        ApiResponse accepted = payments.asService(HttpMethod.POST, "/tokens/validations", "{\"type\":\"WIRE\"}");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/gateway")).isEqualTo("offline");
        assertThat(accepted.json().path("severalPayments").asBoolean()).isTrue();
        assertThat(payments.asService(HttpMethod.POST, "/tokens/validations", "{\"type\":\"SHELLS\"}")
                        .status())
                .isEqualTo(422);
    }
}
