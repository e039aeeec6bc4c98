package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.acceptance.Shop.Uses;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedCheckoutTests {

    private String vase;

    @BeforeEach
    void stock() {
        vase = Shop.sells("VASE", "10.00", 20);
    }

    @ParameterizedTest
    @CsvSource({"tok_decline_hard, HARD", "tok_decline_soft, SOFT"})
    void a_declined_payment_is_reported_with_its_kind_and_everything_is_released_at_once(String token, String kind) {
        String code = Shop.tenPercentOff(3);
        Buyer buyer = Buyer.guest().puts(2, vase).enters(code).paysWith(token);

        ApiResponse refused = buyer.submits().isExplainedProblem(402, "failed-payment-transaction");

        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(Shop.uses(code)).isEqualTo(new Uses(3, 0, 0, 3));
        assertThat(Shop.releaseReasons(buyer.requestId(1))).containsOnly("ROLLED_BACK");
        assertThat(buyer.cartStatus()).isEqualTo("IN_PROCESS");
        assertThat(refused.at("/success").asBoolean(true)).isFalse();
        assertThat(refused.text("/failureType")).isEqualTo("FAILED_PAYMENT_TRANSACTION");
        assertThat(refused.texts("/paymentTransactionFailureDetails", "/declineType"))
                .containsExactly(kind);
        assertThat(refused.text("/paymentTransactionFailureDetails/0/paymentId"))
                .isEqualTo(refused.text("/cart/payments/0/id"));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isZero();
        isOnRecord(buyer, "FAILED_PAYMENT_TRANSACTION");
    }

    @Test
    void a_second_attempt_with_another_payment_succeeds_and_a_late_rollback_of_the_first_changes_nothing() {
        String code = Shop.tenPercentOff(3);
        Buyer buyer = Buyer.guest().puts(2, vase).enters(code).paysWith("tok_decline_hard");
        buyer.submits().is(402);

        ApiResponse bought =
                buyer.removesPayments().paysWith("tok_approve").submits().is(200);
        buyer.settledOutcome(buyer.requestId(1));
        buyer.settledOutcome(buyer.requestId(2));
        Topics.Event rollback = Topics.only("checkoutRollback", buyer.requestId(1));
        Topics.republishes(rollback, "late");
        Topics.untilAppliedEverywhere(buyer.requestId(1), rollback.id() + "late");

        assertThat(bought.text("/requestId")).isEqualTo(buyer.requestId(2));
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.sold(2, 20));
        assertThat(Shop.uses(code)).isEqualTo(new Uses(3, 0, 1, 2));
        assertThat(buyer.order().is(200).text("/number")).isEqualTo(bought.text("/orderNumber"));
        assertThat(GatewayHolds.of(buyer.requestId(2)).total()).isEqualByComparingTo("18.00");
        assertThat(authorization(buyer.requestId(2))).isEqualTo("BOUND");
        assertThat(buyer.cartStatus()).isEqualTo("SUBMITTED");
    }

    @Test
    void out_of_stock_names_only_the_short_lines_with_what_was_asked_for_and_what_there_is() {
        String rare = Shop.sells("RARE", "3.00", 2);
        Buyer buyer = Buyer.guest().puts(1, vase).puts(5, rare).paysWith("tok_approve");

        ApiResponse refused = buyer.submits().isExplainedProblem(409, "failed-inventory-check");

        assertThat(refused.texts("/shortLines", "/sku")).containsExactly(rare);
        assertThat(refused.text("/shortLines/0/lineId")).isEqualTo(refused.text("/cart/lines/1/id"));
        assertThat(refused.number("/shortLines/0/requested")).isEqualTo(5);
        assertThat(refused.number("/shortLines/0/available")).isEqualTo(2);
        assertThat(refused.at("/itemFailureMessages").propertyNames())
                .containsExactly(refused.text("/cart/lines/1/id"));
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(Shop.stockLevel(rare)).isEqualTo(StockLevel.untouched(2));
        assertThat(GatewayHolds.of(buyer.requestId(1)).all()).isEmpty();
        isOnRecord(buyer, "FAILED_INVENTORY_CHECK");
    }

    @Test
    void a_payment_whose_buyer_must_be_authenticated_first_is_submitted_anew_with_a_new_token() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_3ds_first");

        ApiResponse refused = buyer.submits().isExplainedProblem(402, "payment-requires-3ds-verification");

        assertThat(refused.text("/failureType")).isEqualTo("PAYMENT_REQUIRES_3DS_VERIFICATION");
        assertThat(refused.texts("/paymentTransactionFailureDetails", "/declineType"))
                .containsExactly("AUTHENTICATION");
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isZero();
        isOnRecord(buyer, "PAYMENT_REQUIRES_3DS_VERIFICATION");
        buyer.removesPayments().paysWith("tok_approve").submits().is(200);
    }

    @Test
    void a_split_payment_whose_second_part_is_declined_reverses_the_first_part() {
        Buyer buyer =
                Buyer.guest().puts(1, vase).paysWith("tok_approve", "6.00").paysWith("tok_decline_hard", "4.00");

        ApiResponse refused = buyer.submits().isExplainedProblem(402, "failed-payment-transaction");

        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isZero();
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(refused.texts("/paymentTransactionFailureDetails", "/paymentId"))
                .containsExactly(refused.text("/cart/payments/1/id"));
        isOnRecord(buyer, "FAILED_PAYMENT_TRANSACTION");
    }

    @Test
    void a_payment_that_took_effect_without_a_response_is_found_and_places_the_order_once() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_timeout_after");

        ApiResponse bought = buyer.submits().is(200);

        buyer.settledOutcome(bought.text("/requestId"));
        GatewayHolds holds = GatewayHolds.of(bought.text("/requestId"));
        assertThat(holds.authorizations()).isEqualTo(1);
        assertThat(holds.total()).isEqualByComparingTo("10.00");
        assertThat(Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .texts("/items", "/number"))
                .containsExactly(bought.text("/orderNumber"));
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.sold(1, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_timeout_before", "tok_down"})
    void an_unavailable_gateway_leaves_nothing_held_and_the_cart_may_be_submitted_again(String token) {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith(token);

        ApiResponse refused = buyer.submits().isExplainedProblem(503, "service-unavailable");

        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text("/failureType")).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isZero();
        isOnRecord(buyer, "SERVICE_UNAVAILABLE");
        buyer.removesPayments().paysWith("tok_approve").submits().is(200);
    }

    @Test
    void a_code_that_was_used_up_meanwhile_refuses_the_checkout_and_holds_nothing() {
        String code = Shop.tenPercentOff(1);
        Buyer late = Buyer.guest().puts(1, vase).enters(code).paysWith("tok_approve");
        Buyer early = Buyer.guest().puts(1, vase).enters(code).paysWith("tok_approve");
        early.submits().is(200);
        early.settledOutcome(early.requestId(1));

        late.submits().isExplainedProblem(422, "invalid-offer-or-offer-code-usage");

        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.sold(1, 20));
        assertThat(Shop.uses(code)).isEqualTo(new Uses(1, 0, 1, 0));
        assertThat(GatewayHolds.of(late.requestId(1)).all()).isEmpty();
        isOnRecord(late, "INVALID_OFFER_OR_OFFER_CODE_USAGE");
    }

    private static String authorization(String requestId) {
        return Api.get(PAYMENT, "/authorizations/" + requestId)
                .byOperator()
                .send()
                .is(200)
                .text("/state");
    }

    /** Verifies that the first attempt failed for this reason, for its buyer and for operators, and created no order. */
    private static void isOnRecord(Buyer buyer, String failureType) {
        ApiResponse outcome = buyer.settledOutcome(buyer.requestId(1));
        assertThat(outcome.text("/state")).isEqualTo("ROLLED_BACK");
        assertThat(outcome.text("/failureType")).isEqualTo(failureType);
        assertThat(outcome.text("/failureMessage")).isNotBlank();
        ApiResponse failed = Api.get(ORDER, "/failed-orders?cartId=" + buyer.cartId())
                .byOperator()
                .send()
                .is(200);
        assertThat(failed.texts("/items", "/requestId")).isEqualTo(List.of(buyer.requestId(1)));
        assertThat(failed.texts("/items", "/failureType")).isEqualTo(List.of(failureType));
        buyer.order().is(404);
    }
}
