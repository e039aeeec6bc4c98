package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers pay with payment methods that they have saved, and save those that they pay with. */
class SavedPaymentTests {

    private final String customer = Shop.unique("carol");
    private String vase;

    @BeforeEach
    void stock() {
        vase = Shop.sells("VASE", "10.00", 20);
    }

    private String saves(String token) {
        return Api.post(PAYMENT, "/payment-methods")
                .byCustomer(customer)
                .json(Map.of(
                        "gateway",
                        "simulator",
                        "token",
                        token,
                        "type",
                        "DEBIT_CARD",
                        "billingAddress",
                        Map.of("line1", "1 High St", "city", "Leeds", "country", "GB")))
                .send()
                .is(201)
                .text("/id");
    }

    private ApiResponse saved() {
        return Api.get(PAYMENT, "/payment-methods").byCustomer(customer).send().is(200);
    }

    private void removes(String id) {
        Api.delete(PAYMENT, "/payment-methods/" + id)
                .byCustomer(customer)
                .send()
                .is(204);
    }

    private Buyer buyer() {
        return Buyer.customer(customer).puts(1, vase);
    }

    @Test
    void the_default_payment_method_pays_for_an_order_with_a_copy_of_its_address() {
        saves("tok_approve");
        Buyer buyer = buyer();
        buyer.tries("POST", "/payments", Map.of("useDefault", true)).is(201);

        ApiResponse bought = buyer.submits().is(200);

        String paymentId = bought.text("/cart/payments/0/id");
        ApiResponse payment = Api.get(PAYMENT, "/payments/" + paymentId)
                .byCustomer(customer)
                .send()
                .is(200);
        assertThat(payment.text("/type")).isEqualTo("DEBIT_CARD");
        assertThat(payment.text("/billingAddress/line1")).isEqualTo("1 High St");
        assertThat(payment.text("/amount/amount")).isEqualTo("10.00");
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void a_payment_method_that_was_removed_after_it_was_chosen_is_refused_and_another_one_pays() {
        String id = saves("tok_approve");
        Buyer buyer = buyer();
        buyer.tries("POST", "/payments", Map.of("savedPaymentId", id)).is(201);
        removes(id);

        ApiResponse dry =
                buyer.call("POST", "/checkout/validations", Map.of()).send().is(200);
        ApiResponse refused = buyer.submits().isExplainedProblem(422, "invalid-payment-config");

        assertThat(dry.at("/ready").asBoolean(true)).isFalse();
        assertThat(refused.text("/paymentTransactionFailureDetails/0/message")).contains("no longer saved");
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(GatewayHolds.of(buyer.requestId(1)).all()).isEmpty();
        buyer.paysWith("tok_approve").submits().is(200);
        assertThat(GatewayHolds.of(buyer.requestId(2)).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void a_removed_or_foreign_payment_method_is_not_added_to_a_cart() {
        String removed = saves("tok_approve");
        removes(removed);
        String foreign = Api.post(PAYMENT, "/payment-methods")
                .byCustomer(Shop.unique("mallory"))
                .json(Map.of("gateway", "simulator", "token", "tok_approve"))
                .send()
                .is(201)
                .text("/id");
        Buyer buyer = buyer();

        for (String id : new String[] {removed, foreign, "never-saved"}) {
            ApiResponse refused = buyer.tries("POST", "/payments", Map.of("savedPaymentId", id))
                    .is(422);
            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/savedPaymentId");
            assertThat(refused.text("/errors/0/code")).isEqualTo("not-saved");
        }
        assertThat(buyer.cart().at("/payments")).isEmpty();
    }

    @Test
    void a_payment_method_is_saved_with_the_order_and_not_by_a_failed_checkout() {
        Buyer buyer = buyer();
        Map<String, Object> declined = Map.of("gateway", "simulator", "token", "tok_decline_soft", "save", true);
        buyer.tries("POST", "/payments", declined).is(201);
        buyer.submits().is(402);
        assertThat(saved().at("/items")).isEmpty();

        buyer.tries("POST", "/payments", Map.of("gateway", "simulator", "token", "tok_approve", "save", true))
                .is(201);
        buyer.submits().is(200);

        ApiResponse wallet = Eventually.get(
                "the payment method is saved",
                this::saved,
                methods -> methods.at("/items").size() == 1);
        assertThat(wallet.text()).doesNotContain("tok_");
    }
}
