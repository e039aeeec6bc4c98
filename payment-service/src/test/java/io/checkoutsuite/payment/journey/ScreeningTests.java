package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class ScreeningTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    FraudScreeningStub fraudScreening;

    @Test
    void what_the_fraud_check_refuses_after_authorization_is_reversed_at_once_all_of_it() {
        String request = newRequest();
        fraudScreening.suspect(request);

        ApiResponse response = payments.authorize(
                request,
                "30.00",
                payment("a-" + request, "simulator", "tok_approve", "20.00"),
                payment("b-" + request, "switchable", "tok_approve", "10.00"));

        assertThat(response.status()).isEqualTo(402);
        assertThat(response.text("/failures/0/paymentId")).isEqualTo("b-" + request);
        assertThat(payments.state(request)).isEqualTo("REFUSED");
        assertThat(payments.holds(request).json().at("/items")).hasSize(2).allSatisfy(hold -> {
            assertThat(hold.at("/holding").asString()).isEqualTo("0.00");
            assertThat(hold.at("/reversed").asInt()).isEqualTo(1);
        });
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void an_unavailable_fraud_check_holds_nothing_and_may_be_called_again() {
        String request = newRequest();
        fraudScreening.makeUnavailable(request);

        ApiResponse unavailable = payments.authorize(request, "tok_approve");

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");

        fraudScreening.makeAvailable(request);

        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);
        assertThat(payments.holds(request).text("/items/1/holding")).isEqualTo("10.00");
    }
}
