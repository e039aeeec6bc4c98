package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class CheckoutEventsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    Broker broker;

    @Test
    void a_completion_binds_once_and_a_rollback_of_the_same_request_is_parked_and_reverses_nothing() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        broker.deliver(Broker.completion(request), 2);
        broker.send(Broker.rollback(request, "c-" + request));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deadLetters()).contains("checkoutRollback:" + request));
        assertThat(payments.state(request)).isEqualTo("BOUND");
        ApiResponse refused = payments.reverse(request);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemType()).isEqualTo("payment-bound");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");
        assertThat(payments.authorize(request, "tok_approve").text("/state")).isEqualTo("AUTHORIZED");
        assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/applied/" + request, null)
                        .json()
                        .at("/applied"))
                .hasSize(1);
    }

    @Test
    void a_completion_of_a_request_that_was_rolled_back_is_parked_and_binds_nothing() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        broker.deliver(Broker.rollback(request, "c-" + request), 1);

        broker.send(Broker.completion(request));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deadLetters()).contains("checkoutCompletion:" + request));
        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    private String deadLetters() {
        return payments.as("olga", "operator", HttpMethod.GET, "/ops/dead-letters?limit=500", null)
                .text();
    }

    @Test
    void a_rollback_delivered_three_times_reverses_once() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        broker.deliver(Broker.rollback(request, "c-" + request), 3);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isEqualTo(1);
        assertThat(payments.holds(request).number("/items/0/reversed")).isEqualTo(1);
    }

    @Test
    void a_rollback_before_the_authorization_wins() {
        String request = newRequest();

        broker.deliver(Broker.rollback(request, "c-" + request), 2);

        assertThat(payments.authorize(request, "tok_approve").status()).isEqualTo(409);
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
    }

    @Test
    void a_completion_whose_payments_are_not_held_is_parked_where_an_operator_sees_it() {
        String request = newRequest();

        broker.send(Broker.completion(request));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/dead-letters", null)
                                        .text())
                                .contains(request));
    }
}
