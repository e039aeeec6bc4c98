package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReserveResult;
import io.checkoutsuite.test.concurrency.Concurrently;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** G4: nothing is promised twice, by any number of concurrent buyers. */
class ManyBuyersTests {
    private final StockFixture stock = new StockFixture();

    @Test
    void two_hundred_buyers_of_one_hundred_pieces_make_exactly_one_hundred_sales() {
        stock.stocked("tea", 100);

        List<ReserveResult> answers = Concurrently.times(200, n -> stock.reserve("r" + n, line("tea", 1)));

        assertThat(answers).filteredOn(ReserveResult.Reserved.class::isInstance).hasSize(100);
        assertThat(answers).filteredOn(ReserveResult.Refused.class::isInstance).hasSize(100);
        stock.shows("tea", 100, 0, 0);
    }

    @Test
    void carts_of_eight_goods_in_opposite_order_leave_exact_sums() {
        List<Line> goods =
                IntStream.range(0, 8).mapToObj(n -> line("sku" + n, 1 + n % 3)).toList();
        List<Line> backwards = new ArrayList<>(goods);
        Collections.reverse(backwards);
        IntStream.range(0, 8).forEach(n -> stock.stocked("sku" + n, 60));

        List<ReserveResult> answers = Concurrently.times(
                80, n -> stock.reservations.reserve(request("r" + n), n % 2 == 0 ? goods : backwards, LEASE, Map.of()));

        long reserved = answers.stream()
                .filter(ReserveResult.Reserved.class::isInstance)
                .count();
        assertThat(reserved).isBetween(1L, 20L);
        for (int n = 0; n < 8; n++) {
            long held = reserved * (1 + n % 3);
            stock.shows("sku" + n, held, 0, 60 - held);
        }
    }

    @RepeatedTest(5)
    void one_request_sent_by_ten_at_once_is_reserved_once_and_everyone_gets_the_same_result() {
        stock.stocked("tea", 2);
        stock.stocked("mug", 2);

        List<ReserveResult> answers = Concurrently.times(10, n -> stock.reserve("r", line("tea", 2), line("mug", 2)));

        assertThat(answers).containsOnly(new ReserveResult.Reserved());
        stock.shows("tea", 2, 0, 0);
        stock.shows("mug", 2, 0, 0);
    }

    @Test
    void completions_rollbacks_and_repetitions_at_once_count_each_request_once() {
        stock.stocked("tea", 1_000);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            String request = "r" + n;
            Line line = line("tea", 1 + n % 4);
            stock.reserve(request, line);
            calls.add(() -> stock.commit(request));
            calls.add(() -> stock.commit(request));
            calls.add(() -> stock.reserve(request, line));
            if (n % 2 == 0) {
                calls.add(() -> stock.release(request));
            }
        }
        Collections.shuffle(calls, new Random(7));

        Concurrently.all(calls);
        stock.leasesRunOut();
        stock.sweep();

        long hard = IntStream.range(0, 60)
                .mapToObj(n -> stock.requestOf("r" + n))
                .filter(request -> request.state() instanceof RequestState.Committed)
                .flatMap(request -> request.lines().stream())
                .mapToLong(Line::quantity)
                .sum();
        stock.shows("tea", 0, hard, 1_000 - hard);
    }
}
