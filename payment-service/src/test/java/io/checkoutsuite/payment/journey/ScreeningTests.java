package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.Payments.newRequest;
import static io.checkoutsuite.payment.journey.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class ScreeningTests {

    @Autowired
    Payments payments;

    @Autowired
    Suspicions suspicions;

    @Test
    void what_the_fraud_check_refuses_after_authorization_is_given_back_at_once_all_of_it() {
        String request = newRequest();
        suspicions.suspect(request);

        Answer answer = payments.authorize(
                request,
                "30.00",
                payment("a-" + request, "simulator", "tok_approve", "20.00"),
                payment("b-" + request, "switchable", "tok_approve", "10.00"));

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.text("/failures/0/paymentId")).isEqualTo("b-" + request);
        assertThat(payments.state(request)).isEqualTo("REFUSED");
        assertThat(payments.holds(request).json().at("/items")).hasSize(2).allSatisfy(hold -> {
            assertThat(hold.at("/holding").asString()).isEqualTo("0.00");
            assertThat(hold.at("/reversed").asInt()).isEqualTo(1);
        });
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void a_fraud_check_that_does_not_answer_holds_nothing_and_may_be_asked_again() {
        String request = newRequest();
        suspicions.beAway(request);

        Answer away = payments.authorize(request, "tok_approve");

        assertThat(away.status()).isEqualTo(503);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");

        suspicions.comeBack(request);

        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(200);
        assertThat(payments.holds(request).text("/items/1/holding")).isEqualTo("10.00");
    }
}
