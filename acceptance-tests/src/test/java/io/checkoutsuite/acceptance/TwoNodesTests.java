package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.CART;
import static io.checkoutsuite.stack.Service.ORDER;
import static io.checkoutsuite.stack.Service.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent requests of one buyer to two cart services that share nothing but the database. */
@ExtendWith(LeavesNoDiscrepancies.class)
class TwoNodesTests {

    private static final Duration APART = Duration.ofMillis(5);

    private static RunningSuite.Node other;
    private static String mug;

    @BeforeAll
    static void open() {
        other = RunningSuite.another(CART, Map.of());
        mug = Shop.sells("MUG", "4.50", 1_000);
    }

    @AfterAll
    static void close() {
        other.close();
    }

    private static URI node(int i) {
        return i % 2 == 0 ? RunningSuite.address(CART) : other.address();
    }

    /**
     * Not on the common pool: on two cores it has one thread, and the services of this JVM need it to complete their calls (the JDK's HTTP client
     * does that there).
     */
    private static CompletableFuture<ApiResponse> later(Supplier<ApiResponse> action) {
        return CompletableFuture.supplyAsync(
                action,
                CompletableFuture.delayedExecutor(APART.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
    }

    @RepeatedTest(5)
    void of_two_submits_five_milliseconds_apart_one_buys_and_both_get_the_same_response() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        StockLevel before = Shop.stockLevel(mug);
        ApiRequest here = buyer.submission("once", Map.of());
        ApiRequest there = buyer.submission("once", Map.of()).through(other.address());

        CompletableFuture<ApiResponse> second = later(there::send);
        List<ApiResponse> both = List.of(here.send(), second.join());

        ApiResponse again = there.send().is(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        // Five milliseconds are too short to fix the order: either node may claim the cart first.
        both.forEach(response -> Api.assertReplayOrInProgress(response, again));
        assertThat(both).filteredOn(Api::isOriginal).hasSize(1);
        boughtOnce(buyer, before);
    }

    @Test
    void while_one_node_waits_for_the_gateway_the_other_says_so_and_then_gives_its_response() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_slow");
        StockLevel before = Shop.stockLevel(mug);
        ApiRequest there = buyer.submission("once", Map.of()).through(other.address());
        CompletableFuture<ApiResponse> first =
                CompletableFuture.supplyAsync(buyer.submission("once", Map.of())::send, Thread::startVirtualThread);
        Eventually.get(
                "the first submit has claimed the cart",
                () -> buyer.call("GET", "", null).send().text("/status"),
                "SUBMISSION_IN_PROGRESS"::equals);

        there.send().isExplainedProblem(409, "checkout-in-progress");
        buyer.submission("twice", Map.of())
                .through(other.address())
                .send()
                .isExplainedProblem(409, "checkout-in-progress");

        assertThat(first.join().is(200).body()).isEqualTo(there.send().is(200).body());
        boughtOnce(buyer, before);
    }

    @RepeatedTest(3)
    void of_two_tabs_at_two_nodes_with_keys_of_their_own_only_one_buys() {
        Buyer buyer = Buyer.guest().puts(1, mug).paysWith("tok_approve");
        StockLevel before = Shop.stockLevel(mug);

        List<ApiResponse> responses = Concurrently.all(List.of(
                buyer.submission("left", Map.of())::send,
                buyer.submission("right", Map.of()).through(other.address())::send));

        assertThat(responses).extracting(ApiResponse::status).containsExactlyInAnyOrder(200, 409);
        boughtOnce(buyer, before);
    }

    private static void boughtOnce(Buyer buyer, StockLevel before) {
        buyer.settledOutcome(buyer.requestId(1));
        assertThat(Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .is(200)
                        .texts("/items", "/requestId"))
                .containsExactly(buyer.requestId(1));
        assertThat(GatewayHolds.of(buyer.requestId(1)).authorizations()).isEqualTo(1);
        assertThat(GatewayHolds.of(buyer.requestId(1)).total()).isEqualByComparingTo("4.50");
        assertThat(GatewayHolds.of(buyer.requestId(2)).all()).isEmpty();
        buyer.outcome(buyer.requestId(2)).is(404);
        assertThat(Shop.stockLevel(mug)).isEqualTo(StockLevel.sold(before.hard() + 1, 1_000));
    }

    @Test
    void ten_first_adds_of_one_customer_at_two_nodes_make_one_cart() {
        String carla = Shop.unique("carla");

        List<ApiResponse> responses = Concurrently.each(
                IntStream.range(0, 10).boxed().toList(),
                10,
                i -> Api.post(CART, "/carts/mine/lines")
                        .through(node(i))
                        .byCustomer(carla)
                        .json(Map.of("currency", "GBP", "sku", mug, "quantity", 1))
                        .send());

        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(1);
        assertThat(responses).filteredOn(response -> response.status() == 200).hasSize(9);
        assertThat(responses)
                .extracting(response -> response.text("/id"))
                .containsOnly(responses.getFirst().text("/id"));
        ApiResponse mine = Api.get(CART, "/carts/mine").byCustomer(carla).send().is(200);
        assertThat(mine.number("/lines/0/quantity")).isEqualTo(10);
        assertThat(mine.number("/version")).isEqualTo(10);
    }

    @Test
    void order_numbers_of_two_nodes_are_all_different_and_known_to_the_payment_before_there_is_an_order() {
        List<Buyer> buyers = Concurrently.each(
                IntStream.range(0, 20).boxed().toList(),
                10,
                i -> Buyer.guest().puts(1, mug).paysWith(i < 10 ? "tok_approve" : "tok_decline_hard"));

        List<ApiResponse> responses = Concurrently.each(
                IntStream.range(0, 20).boxed().toList(),
                10,
                i -> buyers.get(i)
                        .submission("once", Map.of())
                        .through(node(i))
                        .send()
                        .is(i < 10 ? 200 : 402));

        List<String> orderNumbers = buyers.stream()
                .flatMap(buyer -> Api.get(PAYMENT, "/payments?cartId=" + buyer.cartId())
                        .byOperator()
                        .send()
                        .is(200)
                        .texts("/items", "/orderNumber")
                        .stream())
                .toList();
        assertThat(orderNumbers).hasSize(20).doesNotContain("").doesNotHaveDuplicates();
        assertThat(responses.subList(0, 10))
                .extracting(response -> response.text("/orderNumber"))
                .isEqualTo(orderNumbers.subList(0, 10));
        buyers.forEach(buyer -> buyer.settledOutcome(buyer.requestId(1)));
    }
}
