package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNoDiscrepancies.class)
class DoubleSubmitTests {

    private String mug;

    @BeforeEach
    void stock() {
        mug = Shop.sells("MUG", "4.50", 100);
    }

    @Test
    void the_same_submit_sent_again_gets_the_first_response_byte_for_byte() {
        Buyer buyer = Buyer.guest().puts(2, mug).paysWith("tok_approve");
        ApiRequest submission = buyer.submission("once", Map.of());

        ApiResponse first = submission.send().is(200);
        ApiResponse second = submission.send().is(200);

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isNotEmpty().isEqualTo(first.header("ETag"));
        assertThat(second.body()).isEqualTo(first.body());
        boughtOnce(buyer, 2);
    }

    @Test
    void a_refusal_sent_again_is_the_first_refusal_byte_for_byte() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_decline_hard");
        ApiRequest submission = buyer.submission("once", Map.of());

        ApiResponse first = submission.send().is(402);
        ApiResponse second = submission.send().is(402);

        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isNotEmpty().isEqualTo(first.header("ETag"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(GatewayHolds.of(buyer.requestId(2)).all()).isEmpty();
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        buyer.submission("once", Map.of()).send().is(200);

        ApiResponse other = buyer.submission("once", Map.of("expectedTotal", Shop.pounds("4.50")))
                .send();

        other.isExplainedProblem(422, "idempotency-key-reused");
        boughtOnce(buyer, 1);
    }

    @Test
    void of_two_submits_at_once_with_one_key_the_later_is_told_to_wait_and_then_gets_the_first_response() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_slow");
        ApiRequest submission = buyer.submission("once", Map.of());
        CompletableFuture<ApiResponse> running =
                CompletableFuture.supplyAsync(submission::send, Thread::startVirtualThread);
        untilInProgress(buyer);

        ApiResponse meanwhile = submission.send().isExplainedProblem(409, "checkout-in-progress");

        assertThat(meanwhile.header("Retry-After")).isNotEmpty();
        assertThat(meanwhile.text("/requestId")).isEqualTo(buyer.requestId(1));
        assertThat(buyer.outcome(buyer.requestId(1)).is(200).text("/state")).isEqualTo("RUNNING");
        ApiResponse first = running.join().is(200);
        ApiResponse later = submission.send().is(200);
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(later.body()).isEqualTo(first.body());
        boughtOnce(buyer, 1);
    }

    @Test
    void many_submits_at_once_with_one_key_buy_once() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        ApiRequest submission = buyer.submission("once", Map.of());

        List<ApiResponse> responses =
                Concurrently.each(IntStream.range(0, 8).boxed().toList(), 8, i -> submission.send());

        ApiResponse known = submission.send().is(200);
        responses.forEach(response -> Api.assertReplayOrInProgress(response, known));
        assertThat(responses).filteredOn(Api::isOriginal).hasSize(1);
        boughtOnce(buyer, 1);
    }

    @Test
    void of_two_submits_at_once_with_different_keys_only_one_buys() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");

        List<ApiResponse> responses = Concurrently.all(List.of(
                () -> buyer.submission("left", Map.of()).send(),
                () -> buyer.submission("right", Map.of()).send()));

        assertThat(responses).extracting(ApiResponse::status).containsExactlyInAnyOrder(200, 409);
        boughtOnce(buyer, 1);
    }

    /** Without a key, a buyer whose connection broke could not find out whether the submit bought the cart. */
    @Test
    void a_submit_without_a_key_is_refused_and_changes_nothing() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        ApiResponse before = buyer.cart();

        ApiResponse refused = buyer.call("POST", "/checkout", Map.of())
                .with("If-Match", buyer.etag())
                .send();

        refused.isExplainedProblem(400, "malformed-request");
        assertThat(refused.texts("/errors", "/pointer")).containsExactly("header:Idempotency-Key");
        assertThat(refused.texts("/errors", "/code")).containsExactly("missing");
        assertThat(buyer.cart().body()).isEqualTo(before.body());
        buyer.submits().is(200);
    }

    @Test
    void a_submitted_cart_cannot_be_submitted_or_changed_again() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        buyer.submits().is(200);
        ApiResponse before = buyer.cart();

        buyer.submits().isExplainedProblem(409, "invalid-cart-status");
        changesAreRefused(buyer);

        assertThat(buyer.cart().body()).isEqualTo(before.body());
        boughtOnce(buyer, 1);
    }

    @Test
    void a_cart_cannot_be_changed_while_it_is_checked_out() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_slow");
        CompletableFuture<ApiResponse> running =
                CompletableFuture.supplyAsync(buyer.submission("once", Map.of())::send, Thread::startVirtualThread);
        untilInProgress(buyer);
        ApiResponse before = buyer.cart();

        changesAreRefused(buyer);

        assertThat(buyer.cart().body()).isEqualTo(before.body());
        running.join().is(200);
        ApiResponse after = buyer.cart();
        assertThat(List.of("/lines", "/contact", "/fulfillmentGroups", "/codes", "/payments", "/totals"))
                .allSatisfy(part -> assertThat(after.at(part)).isEqualTo(before.at(part)));
        boughtOnce(buyer, 1);
    }

    private void changesAreRefused(Buyer buyer) {
        String line = buyer.cart().text("/lines/0/id");
        String payment = buyer.cart().text("/payments/0/id");
        buyer.tries("POST", "/lines", Map.of("sku", mug, "quantity", 5)).isExplainedProblem(409, "cart-locked");
        buyer.tries("PATCH", "/lines/" + line, Map.of("quantity", 9)).isExplainedProblem(409, "cart-locked");
        buyer.tries("DELETE", "/lines/" + line, null).isExplainedProblem(409, "cart-locked");
        buyer.tries("PUT", "/contact", Map.of("email", "eve@example.org")).isExplainedProblem(409, "cart-locked");
        buyer.tries(
                        "PUT",
                        "/fulfillment-groups",
                        Map.of("groups", List.of(Map.of("type", "PICKUP", "pickupLocation", "leeds-station"))))
                .isExplainedProblem(409, "cart-locked");
        buyer.tries("PUT", "/codes/" + Shop.tenPercentOff(5), null).isExplainedProblem(409, "cart-locked");
        buyer.tries("DELETE", "/codes/TEN", null).isExplainedProblem(409, "cart-locked");
        buyer.tries("DELETE", "/payments/" + payment, null).isExplainedProblem(409, "cart-locked");
        buyer.tries("POST", "/payments", Map.of("gateway", "simulator", "token", "tok_approve"))
                .isExplainedProblem(409, "cart-locked");
    }

    private static void untilInProgress(Buyer buyer) {
        Eventually.get(
                "the first submit has claimed the cart",
                () -> buyer.call("GET", "", null).send().text("/status"),
                "SUBMISSION_IN_PROGRESS"::equals);
    }

    /** Verifies that there is one order, one authorization, the stock of one purchase, and no second attempt anywhere. */
    private void boughtOnce(Buyer buyer, long pieces) {
        String requestId = buyer.requestId(1);
        buyer.settledOutcome(requestId);
        assertThat(Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .is(200)
                        .texts("/items", "/requestId"))
                .containsExactly(requestId);
        assertThat(GatewayHolds.of(requestId).authorizations()).isEqualTo(1);
        assertThat(GatewayHolds.of(requestId).total())
                .isEqualByComparingTo(new BigDecimal("4.50").multiply(new BigDecimal(pieces)));
        assertThat(GatewayHolds.of(buyer.requestId(2)).all()).isEmpty();
        assertThat(Api.get(PAYMENT, "/payments?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .is(200)
                        .texts("/items", "/authorizationState"))
                .containsExactly("BOUND");
        assertThat(Api.get(PAYMENT, "/authorizations/" + requestId)
                        .byOperator()
                        .send()
                        .is(200)
                        .text("/state"))
                .isEqualTo("BOUND");
        buyer.outcome(buyer.requestId(2)).is(404);
        assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.sold(pieces, 100));
    }
}
