package io.checkoutsuite.payment.checkout;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.PaymentSettingsFixture;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.PaymentApiClient;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class SaleAtCheckoutTests {

    private static final PaymentSettings SALE =
            PaymentSettingsFixture.with(Map.of("at-checkout", "SALE", "look-up-back-off", "10ms"));

    @Autowired
    Authorizations authorizations;

    @Autowired
    Gateways gateways;

    @Autowired
    ReversePayments reversePayments;

    @Autowired
    SavedPaymentCheck savedPaymentCheck;

    @Autowired
    Clock clock;

    @Autowired
    PaymentApiClient payments;

    private AuthorizePayments selling;

    @BeforeEach
    void a_shop_that_takes_the_money_at_once() {
        selling = new AuthorizePayments(
                authorizations, gateways, reversePayments, savedPaymentCheck, List.of(), SALE, clock);
    }

    private String sell(String gateway) {
        String request = newRequest();
        assertThat(sell(gateway, request)).isInstanceOf(AuthorizationOutcome.Authorized.class);
        return request;
    }

    private AuthorizationOutcome sell(String gateway, String request) {
        return sell(gateway, request, Money.of("15.00", "GBP"));
    }

    private AuthorizationOutcome sell(String gateway, String request, Money amount) {
        return selling.authorize(
                "default",
                request,
                new PaymentPurpose("c-" + request, "o-" + request, null, amount),
                List.of(PaymentIntents.intent(
                        "p-" + request, gateway, new Token("tok_approve"), amount, "CREDIT_CARD", null)));
    }

    @Test
    void the_whole_amount_is_captured() {
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
    void a_confirmed_sale_passes_again_without_another_and_is_reversed_by_one_void() {
        String request = sell("simulator");

        assertThat(sell("simulator", request)).isInstanceOf(AuthorizationOutcome.Authorized.class);
        payments.reverse(request);
        payments.reverse(request);

        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isEqualTo(1);
        assertThat(payments.payment("p-" + request).json().at("/transactions"))
                .extracting(transaction -> transaction.at("/type").asString())
                .containsExactly("UNCONFIRMED", "AUTHORIZE_AND_CAPTURE", "VOID");
    }

    @Test
    void a_void_that_is_refused_is_on_record_and_the_money_on_the_work_list() {
        String request = newRequest();
        assertThat(sell("simulator", request, Money.of("1.00", "GBP")))
                .isInstanceOf(AuthorizationOutcome.Authorized.class);
        refundAtTheGateway(request, Money.of("0.40", "GBP"));

        ApiResponse refused = payments.reverse(request);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemType()).isEqualTo("reversal-refused");
        await().until(() -> payments.state(request), "REVERSAL_FAILED"::equals);
        ApiResponse seen = payments.payment("p-" + request);
        assertThat(seen.text("/archived")).isEqualTo("true");
        assertThat(seen.text("/transactions/2/type")).isEqualTo("VOID");
        assertThat(seen.text("/transactions/2/success")).isEqualTo("false");
        assertThat(seen.text("/transactions/2/failure")).isEqualTo("REFUSED");
        assertThat(seen.text("/status")).isEqualTo("FULLY_CAPTURED");
        await().untilAsserted(
                        () -> assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/authorizations", null)
                                        .text())
                                .contains(request));
    }

    /** Refunds directly at the gateway, without the knowledge of the service. */
    private void refundAtTheGateway(String request, Money amount) {
        Payment sold =
                authorizations.of("default", request).orElseThrow().payments().getFirst();
        gateways.named("simulator")
                .orElseThrow()
                .refund(sold.gatewayReference("default", request, "o-" + request), "desk-" + request, amount);
    }

    @Test
    void a_gateway_that_cannot_sell_authorizes() {
        String request = sell("switchable");

        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("AUTHORIZED");
    }
}
