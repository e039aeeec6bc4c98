package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.acceptance.Shop.Uses;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that wait for their buyers or their gateway, from the submit to the order. */
class ChallengeTests {

    private String vase;

    @BeforeEach
    void stock() {
        vase = Shop.sells("VASE", "10.00", 20);
    }

    private static ApiResponse decides(ApiResponse waiting, String decision) {
        String path = waiting.text("/nextAction/url").replaceFirst("^http://[^/]+", "");
        return Api.post(PAYMENT, path + "/" + decision).send();
    }

    private static ApiResponse returns(Buyer buyer) {
        return buyer.post("/checkouts/" + buyer.requestId(1) + "/payment-results")
                .send();
    }

    private static void untilState(Buyer buyer, String state) {
        Eventually.get(
                "the checkout is " + state,
                () -> buyer.outcome(buyer.requestId(1)).text("/state"),
                state::equals);
    }

    @Test
    void a_confirmed_challenge_becomes_an_order_although_the_buyer_never_returns() {
        String code = Shop.tenPercentOff(3);
        Buyer buyer = Buyer.guest().puts(2, vase).enters(code).paysWith("tok_3ds");
        ApiResponse waiting = buyer.submits("once").is(202);
        assertThat(Shop.stockLevel(vase).soft()).isEqualTo(2);
        assertThat(Shop.uses(code)).isEqualTo(new Uses(3, 1, 0, 2));

        decides(waiting, "approvals").is(200);

        untilState(buyer, "COMPLETED");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(buyer.submits("once").is(200).text("/orderNumber")).isEqualTo(waiting.text("/orderNumber"));
        assertThat(buyer.order().is(200).text("/number")).isEqualTo(waiting.text("/orderNumber"));
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.sold(2, 20));
        assertThat(Shop.uses(code)).isEqualTo(new Uses(3, 0, 1, 2));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("18.00");
    }

    @Test
    void the_buyers_returns_and_the_notification_at_once_make_one_order() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_3ds");
        ApiResponse waiting = buyer.submits().is(202);
        decides(waiting, "approvals").is(200);

        List<CompletableFuture<ApiResponse>> returns = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> returns(buyer), Thread::startVirtualThread))
                .toList();

        returns.forEach(call -> call.join().is(200));
        untilState(buyer, "COMPLETED");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.sold(1, 20));
        assertThat(GatewayHolds.of(buyer.requestId(1)).all()).hasSize(1);
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void a_refused_challenge_releases_everything_and_the_cart_can_be_paid_otherwise() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_3ds");
        ApiResponse waiting = buyer.submits().is(202);

        decides(waiting, "refusals").is(200);

        untilState(buyer, "ROLLED_BACK");
        assertThat(Shop.stockLevel(vase)).isEqualTo(StockLevel.untouched(20));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isZero();
        assertThat(buyer.cartStatus()).isEqualTo("IN_PROCESS");
        buyer.paysWith("tok_approve").submits().is(200);
        assertThat(GatewayHolds.of(buyer.requestId(2)).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void a_result_that_comes_later_needs_nobody() {
        Buyer buyer = Buyer.guest().puts(1, vase).paysWith("tok_pending");

        ApiResponse waiting = buyer.submits().is(202);

        assertThat(waiting.at("/awaitingPaymentResult").asBoolean(false)).isTrue();
        assertThat(buyer.cartStatus()).isEqualTo("AWAITING_PAYMENT_RESULT");
        untilState(buyer, "COMPLETED");
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void nobody_else_gets_the_last_piece_while_a_buyer_confirms() {
        String last = Shop.sells("LAST", "10.00", 1);
        Buyer ann = Buyer.guest().puts(1, last).paysWith("tok_3ds");
        ApiResponse waiting = ann.submits().is(202);

        Buyer.guest().puts(1, last).paysWith("tok_approve").submits().is(409);

        assertThat(Api.get(INVENTORY, "/stock/" + last).send().is(200).number("/softReserved"))
                .isEqualTo(1);
        decides(waiting, "approvals").is(200);
        untilState(ann, "COMPLETED");
    }
}
