package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Payments that the buyer has approved with a third party and that only have to be confirmed. */
@PaymentServiceTest
class ThirdPartyPaymentsTests {

    @Autowired
    PaymentApiClient payments;

    private ApiResponse pay(String request, String gateway, String token) {
        return payments.authorize(request, "12.00", """
                {"paymentId":"p-%s","gateway":"%s","token":"%s","type":"THIRD_PARTY_ACCOUNT",
                 "amount":{"amount":"12.00","currency":"GBP"}}
                """.formatted(request, gateway, token));
    }

    @Test
    void a_third_partys_payment_is_confirmed_and_not_authorized() {
        String request = newRequest();

        ApiResponse response = pay(request, "simulator", "tok_approve");

        assertThat(response.status()).isEqualTo(200);
        assertThat(payments.holds(request).number("/items/0/confirmCalls")).isEqualTo(1);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isZero();
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("12.00");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("AUTHORIZED");
    }

    @Test
    void a_refused_confirmation_leaves_both_transactions_on_record_and_the_payment_archived() {
        String request = newRequest();

        ApiResponse response = pay(request, "simulator", "tok_decline_hard");

        assertThat(response.status()).isEqualTo(402);
        assertThat(payments.holds(request).number("/items/0/confirmCalls")).isEqualTo(1);
        ApiResponse seen = payments.payment("p-" + request);
        assertThat(seen.json().at("/transactions")).hasSize(2);
        assertThat(seen.text("/transactions/0/type")).isEqualTo("UNCONFIRMED");
        assertThat(seen.text("/transactions/0/success")).isEqualTo("true");
        assertThat(seen.text("/transactions/1/success")).isEqualTo("false");
        assertThat(seen.text("/transactions/1/amount/amount")).isEqualTo("12.00");
        assertThat(seen.text("/archived")).isEqualTo("true");
    }

    @Test
    void a_confirmation_whose_response_is_lost_is_looked_up_and_not_made_again() {
        String request = newRequest();

        assertThat(pay(request, "simulator", "tok_timeout_after").status()).isEqualTo(200);

        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/confirmCalls")).isEqualTo(1);
    }

    @Test
    void a_gateway_that_cannot_confirm_authorizes() {
        String request = newRequest();

        assertThat(pay(request, "switchable", "tok_approve").status()).isEqualTo(200);

        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
        assertThat(payments.holds(request).number("/items/0/confirmCalls")).isZero();
    }
}
