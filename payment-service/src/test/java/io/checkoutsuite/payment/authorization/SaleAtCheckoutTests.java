package io.checkoutsuite.payment.authorization;

import static io.checkoutsuite.payment.journey.Payments.newRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.journey.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class SaleAtCheckoutTests {

    private static final PaymentSettings SALE = new PaymentSettings(
            PaymentSettings.AtCheckout.SALE, Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofMillis(10));

    @Autowired
    Authorizations authorizations;

    @Autowired
    Gateways gateways;

    @Autowired
    GatewayDialogue dialogue;

    @Autowired
    GiveBack giveBack;

    @Autowired
    ReversePayments reversePayments;

    @Autowired
    StatusChanges statusChanges;

    @Autowired
    Clock clock;

    @Autowired
    Payments payments;

    private AuthorizePayments selling;

    @BeforeEach
    void a_shop_that_takes_the_money_at_once() {
        selling = new AuthorizePayments(
                authorizations, gateways, dialogue, giveBack, reversePayments, statusChanges, SALE, clock);
    }

    private String sell(String gateway) {
        String request = newRequest();
        Money fifteen = Money.of("15.00", "GBP");
        AuthorizationOutcome outcome = selling.authorize(
                "default",
                request,
                new Purpose("c-" + request, "o-" + request, null, fifteen),
                List.of(new Intent("p-" + request, gateway, new Token("tok_approve"), fifteen, "CREDIT_CARD", null)));
        assertThat(outcome).isInstanceOf(AuthorizationOutcome.Authorized.class);
        return request;
    }

    @Test
    void the_whole_amount_is_taken() {
        String request = sell("simulator");

        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("FULLY_CAPTURED");
        assertThat(payments.payment("p-" + request).text("/transactions/1/type"))
                .isEqualTo("AUTHORIZE_AND_CAPTURE");
        assertThat(payments.holds(request).text("/items/0/captured")).isEqualTo("15.00");
    }

    @Test
    void a_sale_is_void_if_the_checkout_fails_later() {
        String request = sell("simulator");

        payments.reverse(request);

        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("COMPLETE");
        assertThat(payments.payment("p-" + request).text("/transactions/2/type"))
                .isEqualTo("VOID");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0");
    }

    @Test
    void a_gateway_that_cannot_sell_authorizes() {
        String request = sell("switchable");

        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("AUTHORIZED");
    }
}
