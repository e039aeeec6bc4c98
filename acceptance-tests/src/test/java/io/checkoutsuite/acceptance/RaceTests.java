package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.Shelf;
import io.checkoutsuite.acceptance.Shop.Uses;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent requests for one cart or for the last use of one code. */
@ExtendWith(LeavesNothingAmiss.class)
class RaceTests {

    private static final int PEOPLE = 8;

    @RepeatedTest(10)
    void of_an_edit_and_a_submit_at_once_one_wins_and_what_is_sold_is_what_the_buyer_saw() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        String line = buyer.cart().text("/lines/0/id");
        Call edit = buyer.call("PATCH", "/lines/" + line, Map.of("quantity", 5)).with("If-Match", buyer.etag());
        Call submission = buyer.submission("once", Map.of());

        List<Answer> answers = Together.all(List.<Callable<Answer>>of(edit::answer, submission::answer));

        Answer edited = answers.getFirst();
        Answer submitted = answers.getLast();
        assertThat(List.of(edited, submitted)).filteredOn(Answer::ok).hasSize(1);
        if (submitted.ok()) {
            edited.isProblem(409, "cart-locked");
            assertThat(submitted.text("/cart/totals/total/amount")).isEqualTo("4.50");
            buyer.settledOutcome(buyer.requestId(1));
            assertThat(Shop.shelf(mug)).isEqualTo(Shelf.sold(1, 100));
        } else {
            submitted.is(412);
            assertThat(submitted.header("ETag")).isEqualTo(edited.header("ETag"));
            assertThat(Shop.shelf(mug)).isEqualTo(Shelf.untouched(100));
            assertThat(Holds.of(buyer.requestId(1)).all()).isEmpty();
        }
    }

    @Test
    void of_two_tabs_the_one_that_shows_an_older_cart_cannot_submit_it() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        Call oldTab = buyer.submission("old-tab", Map.of("expectedTotal", Shop.pounds("4.50")));
        String line = buyer.cart().text("/lines/0/id");
        buyer.tries("PATCH", "/lines/" + line, Map.of("quantity", 3)).is(200);
        Call newTab = buyer.submission("new-tab", Map.of("expectedTotal", Shop.pounds("13.50")));

        List<Answer> answers = Together.all(List.<Callable<Answer>>of(oldTab::answer, newTab::answer));

        answers.getLast().is(200);
        Answer old = answers.getFirst();
        assertThat(old.status() + " " + old.kind())
                .as("before the claim, during the checkout, or after it: %s", old)
                .isIn("412 stale-version", "409 checkout-in-progress", "409 invalid-cart-status");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Shop.shelf(mug)).isEqualTo(Shelf.sold(3, 100));
        assertThat(Holds.of(buyer.requestId(1)).total()).isEqualByComparingTo("13.50");
    }

    @Test
    void of_submits_at_once_with_one_key_and_different_bodies_one_body_is_taken_and_the_others_are_refused() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        Call plain = buyer.submission("once", Map.of());
        Call withTotal = buyer.submission("once", Map.of("expectedTotal", Shop.pounds("4.50")));

        List<Answer> answers = Together.each(
                IntStream.range(0, PEOPLE).boxed().toList(), PEOPLE, i -> (i % 2 == 0 ? plain : withTotal).answer());

        boolean plainIsTaken = plain.answer().ok();
        Answer known = (plainIsTaken ? plain : withTotal).answer().is(200);
        for (int i = 0; i < PEOPLE; i++) {
            if ((i % 2 == 0) == plainIsTaken) {
                answers.get(i).isTheAnswerOrToldToComeAgain(known);
            } else {
                answers.get(i).isProblem(422, "idempotency-key-reused");
            }
        }
        assertThat(answers).filteredOn(Answer::isTheFirst).hasSize(1);
        (plainIsTaken ? withTotal : plain).answer().isProblem(422, "idempotency-key-reused");
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Shop.shelf(mug)).isEqualTo(Shelf.sold(1, 100));
    }

    @Test
    void carts_opened_at_once_with_one_key_are_one_cart() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Map<String, Object> first = Map.of("currency", "GBP", "lines", List.of(Map.of("sku", mug, "quantity", 1)));
        String key = Shop.unique("a-key-that-nobody-guesses");

        List<Answer> answers =
                Together.each(IntStream.range(0, PEOPLE).boxed().toList(), PEOPLE, i -> Call.post(CART, "/carts")
                        .with("Idempotency-Key", key)
                        .json(first)
                        .answer());

        assertThat(answers).allSatisfy(answer -> answer.is(201));
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.getFirst().text("/id"));
        assertThat(answers)
                .extracting(answer -> answer.header("Guest-Token"))
                .doesNotContain("")
                .hasSize(PEOPLE);
    }

    @Test
    void of_lines_added_at_once_to_one_version_one_is_added_and_the_others_are_told_to_look_again() {
        String mug = Shop.sells("MUG", "4.50", 100);
        Buyer buyer = Buyer.guest().puts(1, mug);
        Call adding =
                buyer.call("POST", "/lines", Map.of("sku", mug, "quantity", 1)).with("If-Match", buyer.etag());

        List<Answer> answers = Together.each(IntStream.range(0, PEOPLE).boxed().toList(), PEOPLE, i -> adding.answer());

        assertThat(answers).filteredOn(Answer::ok).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.ok()).allSatisfy(answer -> answer.is(412));
        assertThat(buyer.cart().number("/lines/0/quantity")).isEqualTo(2);
    }

    @Test
    void the_last_use_of_a_code_is_had_by_one_buyer() {
        String mug = Shop.sells("MUG", "10.00", 100);
        String code = Shop.tenPercentOff(1);
        List<Buyer> buyers = Together.each(
                IntStream.range(0, PEOPLE).boxed().toList(),
                PEOPLE,
                i -> Buyer.guest().puts(1, mug).enters(code).paysWith("tok_approve"));

        List<Answer> answers = Together.each(buyers, PEOPLE, Buyer::submits);

        assertThat(answers).filteredOn(Answer::ok).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.ok()).allSatisfy(answer -> assertThat(
                        answer.text("/failureType"))
                .as("%s", answer)
                .isEqualTo("INVALID_OFFER_OR_OFFER_CODE_USAGE"));
        Eventually.get("the use is committed", () -> Shop.uses(code), new Uses(1, 0, 1, 0)::equals);
        Eventually.get("the stock is settled", () -> Shop.shelf(mug), Shelf.sold(1, 100)::equals);
        assertThat(buyers.stream()
                        .mapToInt(buyer -> Call.get(ORDER, "/orders?cartId=" + buyer.cartId())
                                .byOperator()
                                .answer()
                                .is(200)
                                .at("/items")
                                .size())
                        .sum())
                .isEqualTo(1);
    }
}
