package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.saved.SavedPayment;
import io.checkoutsuite.payment.saved.SavedPayments;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** A saved payment method pays only while its customer has it and it has not expired. */
@PaymentServiceTest
class PayWithSavedPaymentTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SavedPayments savedPayments;

    private String customer;

    @BeforeEach
    void a_new_customer() {
        customer = "customer-" + UUID.randomUUID();
    }

    private String save(String token, String expires) {
        String id = "saved-" + UUID.randomUUID();
        savedPayments.save(
                "default",
                customer,
                new SavedPayment(id, "simulator", new Token(token), "CREDIT_CARD", null, null, expires, Instant.EPOCH),
                false);
        return id;
    }

    private ApiResponse authorize(String request, String savedPaymentId, String token) {
        return payments.asService(
                HttpMethod.PUT, "/authorizations/" + request, """
                {"cartId":"c-%1$s","orderNumber":"o-%1$s","customerId":"%2$s","total":{"amount":"10.00","currency":"GBP"},
                 "payments":[{"paymentId":"p-%1$s","gateway":"simulator","token":"%4$s","savedPaymentId":"%3$s",
                              "amount":{"amount":"10.00","currency":"GBP"}}]}
                """.formatted(request, customer, savedPaymentId, token));
    }

    private void isRefused(String request, ApiResponse response, String reason) {
        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problemType()).isEqualTo("payment-method-unusable");
        assertThat(response.text("/failures/0/paymentId")).isEqualTo("p-" + request);
        assertThat(response.text("/failures/0/message")).contains(reason);
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
        assertThat(payments.asService(HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void it_is_authorized_like_any_other() {
        String request = newRequest();

        ApiResponse response = authorize(request, save("tok_approve", null), "tok_approve");

        assertThat(response.status()).isEqualTo(200);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");
    }

    @Test
    void one_that_was_removed_since_it_was_chosen_is_refused() {
        String request = newRequest();
        String id = save("tok_approve", null);
        savedPayments.remove("default", customer, id);

        isRefused(request, authorize(request, id, "tok_approve"), "no longer saved");
    }

    @Test
    void one_that_has_expired_since_it_was_chosen_is_refused() {
        String request = newRequest();

        isRefused(
                request,
                authorize(request, save("tok_approve", "2026-01"), "tok_approve"),
                "expired at the end of 2026-01");
    }

    @Test
    void another_customers_is_refused() {
        String request = newRequest();
        String id = save("tok_approve", null);
        customer = "mallory";

        isRefused(request, authorize(request, id, "tok_approve"), "no longer saved");
    }

    @Test
    void another_token_cannot_pay_under_its_name() {
        String request = newRequest();

        isRefused(request, authorize(request, save("tok_approve", null), "tok_slow"), "no longer saved");
    }

    @Test
    void a_repeated_request_gets_its_outcome_although_the_payment_method_was_removed_meanwhile() {
        String request = newRequest();
        String id = save("tok_approve", null);
        ApiResponse first = authorize(request, id, "tok_approve");
        savedPayments.remove("default", customer, id);

        ApiResponse again = authorize(request, id, "tok_approve");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void after_a_refusal_the_request_can_still_be_ruled_out() {
        String request = newRequest();
        authorize(request, "gone", "tok_approve");

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(authorize(request, save("tok_approve", null), "tok_approve").problemType())
                .isEqualTo("authorization-closed");
    }

    @Test
    void the_default_one_is_shown_to_its_customer_and_to_services() {
        String visa = save("tok_approve", null);
        save("tok_slow", null);

        ApiResponse own = payments.as(customer, "customer", HttpMethod.GET, "/payment-methods/default", null);
        ApiResponse forService =
                payments.asService(HttpMethod.GET, "/payment-methods/default?customerId=" + customer, null);

        assertThat(own.text("/id")).isEqualTo(visa);
        assertThat(own.text()).doesNotContain("tok_");
        assertThat(forService.text("/token")).isEqualTo("tok_approve");
        assertThat(forService.json().path("severalPayments").asBoolean()).isTrue();
        assertThat(payments.as("nobody", "customer", HttpMethod.GET, "/payment-methods/default", null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.asService(HttpMethod.GET, "/payment-methods/default", null)
                        .status())
                .isEqualTo(400);
    }
}
