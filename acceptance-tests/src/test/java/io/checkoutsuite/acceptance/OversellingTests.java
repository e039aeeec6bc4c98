package io.checkoutsuite.acceptance;

import static io.checkoutsuite.stack.Service.INVENTORY;
import static io.checkoutsuite.stack.Service.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.acceptance.Shop.StockLevel;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNoDiscrepancies.class)
class OversellingTests {

    private static final int CONCURRENCY = 32;
    private static final int MAX_UNAVAILABLE = 10;
    private static final AtomicInteger UNAVAILABLE = new AtomicInteger();
    private static final Duration SETTLING_TIMEOUT = Duration.ofSeconds(40);

    @Test
    void of_two_hundred_buyers_of_a_hundred_pieces_exactly_a_hundred_get_one() {
        String poster = Shop.sells("POSTER", "7.00", 100);
        List<Buyer> buyers = Concurrently.each(
                people(200), CONCURRENCY, i -> Buyer.guest().puts(1, poster).paysWith("tok_approve"));

        List<ApiResponse> responses = Concurrently.each(buyers, CONCURRENCY, OversellingTests::submitsUntilDecided);

        assertThat(responses).filteredOn(ApiResponse::ok).hasSize(100);
        assertThat(responses)
                .filteredOn(response -> !response.ok())
                .allSatisfy(response -> assertThat(response.text("/failureType"))
                        .as("%s", response)
                        .isEqualTo("FAILED_INVENTORY_CHECK"));
        settles(poster, StockLevel.sold(100, 100));
        assertThat(orders(buyers)).isEqualTo(100);
    }

    @Test
    void a_thousand_buyers_of_eight_things_in_opposite_order_neither_block_each_other_nor_oversell() {
        List<String> things = Concurrently.each(
                List.of("NORTH", "EAST", "SOUTH", "WEST", "UP", "DOWN", "LEFT", "RIGHT"),
                4,
                name -> Shop.sells(name, "1.00", 100));
        List<Buyer> buyers = Concurrently.each(
                people(1_000),
                CONCURRENCY,
                i -> Buyer.guest()
                        .putsOneOfEach(i % 2 == 0 ? things : things.reversed())
                        .paysWith("tok_approve"));

        List<ApiResponse> responses = Concurrently.each(buyers, CONCURRENCY, OversellingTests::submitsUntilDecided);

        assertThat(responses)
                .filteredOn(response -> !response.ok())
                .allSatisfy(response -> assertThat(response.text("/failureType"))
                        .as("%s", response)
                        .isEqualTo("FAILED_INVENTORY_CHECK"));
        long sold = responses.stream().filter(ApiResponse::ok).count();
        assertThat(sold).isLessThanOrEqualTo(100);
        // Some were refused while a partial reservation of another buyer was being released: its pieces are available
        // now.
        for (int i = 0; i < 1_000 && sold < 100; i++) {
            if (!responses.get(i).ok()) {
                buyers.get(i).cart();
                buyers.get(i).submits().is(200);
                sold++;
            }
        }
        things.forEach(thing -> settles(thing, StockLevel.sold(100, 100)));
        assertThat(orders(buyers)).isEqualTo(100);
    }

    @Test
    void a_code_for_fifty_uses_is_used_by_exactly_fifty_of_two_hundred_buyers() {
        String scarf = Shop.sells("SCARF", "10.00", 1_000);
        String code = Shop.tenPercentOff(50);
        List<Buyer> buyers = Concurrently.each(
                people(200),
                CONCURRENCY,
                i -> Buyer.guest().puts(1, scarf).enters(code).paysWith("tok_approve"));

        List<ApiResponse> responses = Concurrently.each(buyers, CONCURRENCY, OversellingTests::submitsUntilDecided);

        assertThat(responses)
                .filteredOn(ApiResponse::ok)
                .hasSize(50)
                .allSatisfy(response ->
                        assertThat(response.text("/cart/totals/total/amount")).isEqualTo("9.00"));
        assertThat(responses)
                .filteredOn(response -> !response.ok())
                .allSatisfy(response -> assertThat(response.text("/failureType"))
                        .as("%s", response)
                        .isEqualTo("INVALID_OFFER_OR_OFFER_CODE_USAGE"));
        Eventually.get(
                "all uses are committed", SETTLING_TIMEOUT, () -> Shop.uses(code), new Shop.Uses(50, 0, 50, 0)::equals);
        settles(scarf, StockLevel.sold(50, 1_000));
        assertThat(orders(buyers)).isEqualTo(50);
    }

    @Test
    void a_limit_that_is_lowered_while_orders_come_in_applies_from_then_on_and_leaves_earlier_orders_alone() {
        String scarf = Shop.sells("SCARF", "10.00", 1_000);
        String code = Shop.tenPercentOff(50);
        List<Buyer> buyers = Concurrently.each(
                people(70),
                CONCURRENCY,
                i -> Buyer.guest().puts(1, scarf).enters(code).paysWith("tok_approve"));
        AtomicInteger sold = new AtomicInteger();
        CompletableFuture<Integer> lowered = new CompletableFuture<>();

        List<ApiResponse> responses = Concurrently.each(buyers, 4, buyer -> {
            ApiResponse response = submitsUntilDecided(buyer);
            if (response.ok() && sold.incrementAndGet() == 10) {
                Shop.limits(code, 20);
                lowered.complete(sold.get());
            }
            return response;
        });

        // Checkouts in flight when the operator got the response may still have used the earlier limit.
        assertThat(sold.get()).isBetween(20, Math.max(20, lowered.join() + 4));
        assertThat(responses)
                .filteredOn(response -> !response.ok())
                .allSatisfy(response -> assertThat(response.text("/failureType"))
                        .as("%s", response)
                        .isEqualTo("INVALID_OFFER_OR_OFFER_CODE_USAGE"));
        Eventually.get(
                "all uses are committed",
                SETTLING_TIMEOUT,
                () -> Shop.uses(code),
                new Shop.Uses(20, 0, sold.get(), 0)::equals);
        settles(scarf, StockLevel.sold(sold.get(), 1_000));
        assertThat(orders(buyers)).isEqualTo(sold.get());
    }

    private static List<Integer> people(int number) {
        return IntStream.range(0, number).boxed().toList();
    }

    /**
     * An overloaded service may respond with 503, but only if the attempt had no effect; this is verified before each retry. Any other
     * response is the buyer's outcome.
     */
    private static ApiResponse submitsUntilDecided(Buyer buyer) {
        ApiResponse response = buyer.submits();
        for (int i = 0; i < MAX_UNAVAILABLE && response.status() == 503; i++) {
            provesThatNothingCameOf(response, buyer);
            buyer.cart();
            response = buyer.submits();
        }
        return response;
    }

    private static void provesThatNothingCameOf(ApiResponse unavailable, Buyer buyer) {
        assertThat(unavailable.header("Retry-After")).as("%s", unavailable).isNotEmpty();
        String requestId = unavailable.text("/requestId");
        assertThat(requestId).as("%s", unavailable).isNotEmpty();
        ApiResponse outcome = buyer.settledOutcome(requestId);
        assertThat(outcome.text("/state")).as("%s", outcome).isEqualTo("ROLLED_BACK");
        assertThat(outcome.text("/failureType")).as("%s", outcome).isEqualTo("SERVICE_UNAVAILABLE");
        ApiResponse stock =
                Api.get(INVENTORY, "/reservations/" + requestId).byOperator().send();
        assertThat(stock.text("/state")).as("%s", stock).isEqualTo("RELEASED");
        assertThat(stock.text("/reason")).as("%s", stock).isNotEqualTo("EXPIRED");
        assertThat(GatewayHolds.of(requestId).total()).isZero();
        UNAVAILABLE.incrementAndGet();
    }

    /** Every submit of a test has an outcome; only a few may have been told to retry. */
    @AfterEach
    void few_were_told_to_retry() {
        assertThat(UNAVAILABLE.getAndSet(0)).isLessThanOrEqualTo(MAX_UNAVAILABLE);
    }

    private static void settles(String sku, StockLevel expected) {
        Eventually.get(sku + " is settled", SETTLING_TIMEOUT, () -> Shop.stockLevel(sku), expected::equals);
    }

    private static long orders(List<Buyer> buyers) {
        return Concurrently.each(
                        buyers,
                        CONCURRENCY,
                        buyer -> Api.get(ORDER, "/orders?cartId=" + buyer.cartId())
                                .byOperator()
                                .send()
                                .is(200)
                                .at("/items")
                                .size())
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }
}
