package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.acceptance.Shop.Uses;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent requests for one cart or for the last use of one code. */
@ExtendWith(LeavesNoDiscrepancies.class)
class RaceTests {

    private static final int PEOPLE = 8;

    @RepeatedTest(10)
    void of_an_edit_and_a_submit_at_once_one_wins_and_what_is_sold_is_what_the_buyer_saw() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        String line = buyer.cart().text("/lines/0/id");
        ApiRequest edit =
                buyer.call("PATCH", "/lines/" + line, Map.of("quantity", 5)).with("If-Match", buyer.etag());
        ApiRequest submission = buyer.submission("once", Map.of());

        List<ApiResponse> responses = Concurrently.all(List.<Callable<ApiResponse>>of(edit::send, submission::send));

        ApiResponse edited = responses.getFirst();
        ApiResponse submitted = responses.getLast();
        assertThat(List.of(edited, submitted)).filteredOn(ApiResponse::ok).hasSize(1);
        if (submitted.ok()) {
            edited.isExplainedProblem(409, "cart-locked");
            assertThat(submitted.text("/cart/totals/total/amount")).isEqualTo("4.50");
            buyer.settledOutcome(buyer.requestId(1));
            assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.sold(1, 100));
        } else {
            submitted.is(412);
            assertThat(submitted.header("ETag")).isEqualTo(edited.header("ETag"));
            assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.untouched(100));
            assertThat(GatewayHolds.of(buyer.requestId(1)).all()).isEmpty();
        }
    }

    @Test
    void of_two_tabs_the_one_that_shows_an_older_cart_cannot_submit_it() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        ApiRequest oldTab = buyer.submission("old-tab", Map.of("expectedTotal", Shop.pounds("4.50")));
        String line = buyer.cart().text("/lines/0/id");
        buyer.tries("PATCH", "/lines/" + line, Map.of("quantity", 3)).is(200);
        ApiRequest newTab = buyer.submission("new-tab", Map.of("expectedTotal", Shop.pounds("13.50")));

        List<ApiResponse> responses = Concurrently.all(List.<Callable<ApiResponse>>of(oldTab::send, newTab::send));

        responses.getLast().is(200);
        ApiResponse old = responses.getFirst();
        assertThat(old.status() + " " + old.problemType())
                .as("before the claim, during the checkout, or after it: %s", old)
                .isIn("412 stale-version", "409 checkout-in-progress", "409 invalid-cart-status");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.sold(3, 100));
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("13.50");
    }

    @Test
    void of_submits_at_once_with_one_key_and_different_bodies_one_body_is_accepted_and_the_others_are_refused() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        ApiRequest plain = buyer.submission("once", Map.of());
        ApiRequest withTotal = buyer.submission("once", Map.of("expectedTotal", Shop.pounds("4.50")));

        List<ApiResponse> responses = Concurrently.each(
                IntStream.range(0, PEOPLE).boxed().toList(), PEOPLE, i -> (i % 2 == 0 ? plain : withTotal).send());

        boolean plainIsAccepted = plain.send().ok();
        ApiResponse known = (plainIsAccepted ? plain : withTotal).send().is(200);
        for (int i = 0; i < PEOPLE; i++) {
            if ((i % 2 == 0) == plainIsAccepted) {
                Api.assertReplayOrInProgress(responses.get(i), known);
            } else {
                responses.get(i).isExplainedProblem(422, "idempotency-key-reused");
            }
        }
        assertThat(responses).filteredOn(Api::isOriginal).hasSize(1);
        (plainIsAccepted ? withTotal : plain).send().isExplainedProblem(422, "idempotency-key-reused");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.sold(1, 100));
    }

    @Test
    void carts_opened_at_once_with_one_key_are_one_cart() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Map<String, Object> first = Map.of("currency", "GBP", "lines", List.of(Map.of("sku", mug, "quantity", 1)));
        String key = Shop.unique("a-key-that-nobody-guesses");

        List<ApiResponse> responses = Concurrently.each(
                IntStream.range(0, PEOPLE).boxed().toList(),
                PEOPLE,
                i -> Api.post(CART, "/carts")
                        .with("Idempotency-Key", key)
                        .json(first)
                        .send());

        assertThat(responses).allSatisfy(response -> response.is(201));
        assertThat(responses)
                .extracting(response -> response.text("/id"))
                .containsOnly(responses.getFirst().text("/id"));
        assertThat(responses)
                .extracting(response -> response.header("Guest-Token"))
                .doesNotContain("")
                .hasSize(PEOPLE);
    }

    @Test
    void of_lines_added_at_once_to_one_version_one_is_added_and_the_others_are_told_to_look_again() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug);
        ApiRequest adding =
                buyer.call("POST", "/lines", Map.of("sku", mug, "quantity", 1)).with("If-Match", buyer.etag());

        List<ApiResponse> responses =
                Concurrently.each(IntStream.range(0, PEOPLE).boxed().toList(), PEOPLE, i -> adding.send());

        assertThat(responses).filteredOn(ApiResponse::ok).hasSize(1);
        assertThat(responses).filteredOn(response -> !response.ok()).allSatisfy(response -> response.is(412));
        assertThat(buyer.cart().number("/lines/0/quantity")).isEqualTo(2);
    }

    @Test
    void the_last_use_of_a_code_goes_to_one_buyer() {
        String mug = Shop.sells("MUG", "10.00", 100);
        String code = Shop.tenPercentOff(1);
        List<Buyer> buyers = Concurrently.each(
                IntStream.range(0, PEOPLE).boxed().toList(),
                PEOPLE,
                i -> Buyer.guest().puts(1, mug).enters(code).paysWith("tok_approve"));

        List<ApiResponse> responses = Concurrently.each(buyers, PEOPLE, Buyer::submits);

        assertThat(responses).filteredOn(ApiResponse::ok).hasSize(1);
        assertThat(responses)
                .filteredOn(response -> !response.ok())
                .allSatisfy(response -> assertThat(response.text("/failureType"))
                        .as("%s", response)
                        .isEqualTo("INVALID_OFFER_OR_OFFER_CODE_USAGE"));
        Eventually.get("the use is committed", () -> Shop.uses(code), new Uses(1, 0, 1, 0)::equals);
        Eventually.get("the stock is settled", () -> Shop.stockLevel(mug), StockLevel.sold(1, 100)::equals);
        assertThat(buyers.stream()
                        .mapToInt(buyer -> Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                                .byOperator()
                                .send()
                                .is(200)
                                .at("/items")
                                .size())
                        .sum())
                .isEqualTo(1);
    }
}
