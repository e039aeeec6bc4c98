package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Saves a card that its customer wants to reuse for later orders. */
@PaymentServiceTest
class SaveOrderedPaymentMethodsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    Broker broker;

    private String customer;
    private String request;

    @BeforeEach
    void a_new_customer() {
        customer = "customer-" + UUID.randomUUID();
        request = newRequest();
    }

    private ApiResponse pay(String customerId) {
        return payments.asService(HttpMethod.PUT, "/authorizations/" + request, """
                {"cartId":"c-%1$s","orderNumber":"o-%1$s","customerId":%2$s,"total":{"amount":"10.00","currency":"GBP"},
                 "payments":[{"paymentId":"p-%1$s","gateway":"simulator","token":"tok_approve","save":true,
                              "amount":{"amount":"10.00","currency":"GBP"},"billingAddress":{"line1":"1 High St"}}]}
                """.formatted(request, customerId));
    }

    private JsonNode saved() {
        return payments.as(customer, "customer", HttpMethod.GET, "/payment-methods", null)
                .json()
                .at("/items");
    }

    @Test
    void it_is_saved_once_the_order_exists_and_not_before() {
        pay("\"" + customer + "\"");
        assertThat(saved()).isEmpty();

        broker.deliver(Broker.completion(request), 2);

        assertThat(saved()).hasSize(1);
        assertThat(saved().at("/0/gateway").asString()).isEqualTo("simulator");
        assertThat(saved().at("/0/billingAddress/line1").asString()).isEqualTo("1 High St");
    }

    @Test
    void it_is_not_saved_if_the_checkout_fails_later() {
        pay("\"" + customer + "\"");

        payments.reverse(request);
        broker.deliver(Broker.rollback(request, "c-" + request), 2);

        assertThat(saved()).isEmpty();
    }

    @Test
    void what_the_customer_deleted_since_does_not_come_back_with_a_replay() {
        pay("\"" + customer + "\"");
        broker.deliver(Broker.completion(request), 1);
        String id = saved().at("/0/id").asString();
        payments.as(customer, "customer", HttpMethod.DELETE, "/payment-methods/" + id, null);

        broker.replay(Broker.completion(request));

        assertThat(saved()).isEmpty();
    }

    @Test
    void a_guest_cannot_save_it() {
        pay("null");

        broker.deliver(Broker.completion(request), 1);

        assertThat(payments.state(request)).isEqualTo("BOUND");
    }
}
