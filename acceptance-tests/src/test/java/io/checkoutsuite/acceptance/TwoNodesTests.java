package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.RunningSuite.CartNode;
import io.checkoutsuite.acceptance.Shop.Shelf;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent requests of one buyer to two cart services that share nothing but the database. */
@ExtendWith(LeavesNothingAmiss.class)
class TwoNodesTests {

    private static final Duration APART = Duration.ofMillis(5);

    private static CartNode other;
    private static String mug;

    @BeforeAll
    static void open() {
        other = RunningSuite.anotherCartNode();
        mug = Shop.sells("MUG", "4.50", 1_000);
    }

    @AfterAll
    static void close() {
        other.close();
    }

    private static URI node(int i) {
        return i % 2 == 0 ? RunningSuite.address(CART) : other.address();
    }

    private static CompletableFuture<Answer> later(Callable<Answer> act) {
        return CompletableFuture.supplyAsync(
                () -> Together.all(List.of(act)).getFirst(),
                CompletableFuture.delayedExecutor(APART.toMillis(), TimeUnit.MILLISECONDS));
    }

    @RepeatedTest(5)
    void of_two_submits_five_milliseconds_apart_one_buys_and_both_get_the_same_answer() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        Shelf before = Shop.shelf(mug);
        Call here = buyer.submission("once", Map.of());
        Call there = buyer.submission("once", Map.of()).through(other.address());

        CompletableFuture<Answer> second = later(there::answer);
        List<Answer> both = List.of(here.answer(), second.join());

        Answer again = there.answer().is(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        // Five milliseconds are too short to fix the order: either node may claim the cart first.
        both.forEach(answer -> answer.isTheAnswerOrToldToComeAgain(again));
        assertThat(both).filteredOn(Answer::isTheFirst).hasSize(1);
        boughtOnce(buyer, before);
    }

    @Test
    void while_one_node_waits_for_the_gateway_the_other_says_so_and_then_gives_its_answer() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_slow");
        Shelf before = Shop.shelf(mug);
        Call there = buyer.submission("once", Map.of()).through(other.address());
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(buyer.submission("once", Map.of())::answer);
        Eventually.get(
                "the first submit has claimed the cart",
                () -> buyer.call("GET", "", null).answer().text("/status"),
                "SUBMISSION_IN_PROGRESS"::equals);

        there.answer().isProblem(409, "checkout-in-progress");
        buyer.submission("twice", Map.of()).through(other.address()).answer().isProblem(409, "checkout-in-progress");

        assertThat(first.join().is(200).body()).isEqualTo(there.answer().is(200).body());
        boughtOnce(buyer, before);
    }

    @RepeatedTest(3)
    void of_two_tabs_at_two_nodes_with_keys_of_their_own_only_one_buys() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        Shelf before = Shop.shelf(mug);

        List<Answer> answers = Together.all(List.of(
                buyer.submission("left", Map.of())::answer,
                buyer.submission("right", Map.of()).through(other.address())::answer));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        boughtOnce(buyer, before);
    }

    private static void boughtOnce(Buyer buyer, Shelf before) {
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Call.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byOperator()
                        .answer()
                        .is(200)
                        .texts("/items", "/requestId"))
                .containsExactly(buyer.requestId(1));
        assertThat(Holds.of(buyer.requestId(1)).authorizations()).isEqualTo(1);
        assertThat(Holds.of(buyer.requestId(1)).total()).isEqualByComparingTo("4.50");
        assertThat(Holds.of(buyer.requestId(2)).all()).isEmpty();
        buyer.outcome(buyer.requestId(2)).is(404);
        assertThat(Shop.shelf(mug)).isEqualTo(Shelf.sold(before.hard() + 1, 1_000));
    }

    @Test
    void ten_first_adds_of_one_customer_at_two_nodes_make_one_cart() {
        String carla = Shop.unique("carla");

        List<Answer> answers =
                Together.each(IntStream.range(0, 10).boxed().toList(), 10, i -> Call.post(CART, "/carts/mine/lines")
                        .through(node(i))
                        .byCustomer(carla)
                        .json(Map.of("currency", "GBP", "sku", mug, "quantity", 1))
                        .answer());

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(9);
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.getFirst().text("/id"));
        Answer mine = Call.get(CART, "/carts/mine").byCustomer(carla).answer().is(200);
        assertThat(mine.number("/lines/0/quantity")).isEqualTo(10);
        assertThat(mine.number("/version")).isEqualTo(10);
    }

    @Test
    void order_numbers_of_two_nodes_are_all_different_and_known_to_the_payment_before_there_is_an_order() {
        List<Buyer> buyers = Together.each(IntStream.range(0, 20).boxed().toList(), 10, i -> Buyer.guest()
                .puts(1, mug)
                .paysWith(i < 10 ? "tok_approve" : "tok_decline_hard"));

        List<Answer> answers = Together.each(IntStream.range(0, 20).boxed().toList(), 10, i -> buyers.get(i)
                .submission("once", Map.of())
                .through(node(i))
                .answer()
                .is(i < 10 ? 200 : 402));

        List<String> told = buyers.stream()
                .flatMap(buyer -> Call.get(PAYMENT, "/payments?cartId=" + buyer.cartId())
                        .byOperator()
                        .answer()
                        .is(200)
                        .texts("/items", "/orderNumber")
                        .stream())
                .toList();
        assertThat(told).hasSize(20).doesNotContain("").doesNotHaveDuplicates();
        assertThat(answers.subList(0, 10))
                .extracting(answer -> answer.text("/orderNumber"))
                .isEqualTo(told.subList(0, 10));
        buyers.forEach(buyer -> buyer.settledOutcome(buyer.requestId(1)));
    }
}
