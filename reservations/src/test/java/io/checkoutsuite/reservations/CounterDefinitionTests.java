package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.RevisedDefinition;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ReserveResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterDefinitionTests {
    private final StockFixture stock = new StockFixture();

    private static CounterDefinition tea(long total, long buffer) {
        return new CounterDefinition(
                sku("tea"), total, buffer, AvailabilityPolicy.TRACKED, Map.of("location", "leeds"));
    }

    @Test
    void once_more_is_replaced_and_what_is_promised_stays() {
        stock.counters.define(List.of(tea(10, 0)));
        stock.reserve("r", line("tea", 2));
        stock.reserve("s", line("tea", 3));
        stock.commit("s");

        stock.counters.define(List.of(tea(20, 5)));
        stock.counters.define(List.of(tea(20, 5)));

        stock.shows("tea", 2, 3, 10);
        assertThat(stock.counter("tea").total()).isEqualTo(20);
        assertThat(stock.counter("tea").owner()).isEqualTo(Map.of("location", "leeds"));
        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());
        stock.shows("tea", 0, 5, 10);
    }

    @Test
    void thousands_are_written_together_and_the_last_definition_of_one_counts() {
        List<CounterDefinition> many = IntStream.range(0, 5_000)
                .mapToObj(
                        n -> new CounterDefinition(sku("sku" + n % 2_500), n, 0, AvailabilityPolicy.TRACKED, Map.of()))
                .toList();

        stock.counters.define(many);

        assertThat(stock.counter("sku7").available()).isEqualTo(2_507);
        assertThat(stock.counters.findAll(List.of(sku("sku1"), sku("sku2"), sku("none"))))
                .hasSize(2);
    }

    @Test
    void imports_and_buyers_at_once_leave_exact_numbers() throws Exception {
        stock.stocked("tea", 100);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 1; n <= 40; n++) {
                int number = n;
                pool.submit(() -> stock.counters.define(List.of(tea(100 + number, number % 3))));
                pool.submit(() -> stock.reserve("r" + number, line("tea", 1)));
            }
        }

        stock.addsUp("tea");
        assertThat(stock.counter("tea").soft()).isEqualTo(40);
    }

    @Test
    void an_import_below_what_is_promised_sells_no_more_until_stock_is_back() {
        stock.stocked("tea", 10);
        stock.reserve("r", line("tea", 8));
        stock.stocked("tea", 5);

        assertThat(stock.reserve("s", line("tea", 1)))
                .isEqualTo(new ReserveResult.Refused(List.of(shortage("tea", 1, 0))));
        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());
        stock.stocked("tea", 9);

        stock.shows("tea", 0, 8, 1);
    }

    @Test
    void owner_fields_cannot_overwrite_the_numbers() {
        CounterDefinition overwriting =
                new CounterDefinition(sku("tea"), 1, 0, AvailabilityPolicy.TRACKED, Map.of("available", 1_000_000));

        assertThatThrownBy(() -> stock.counters.define(List.of(overwriting)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_definition_of_an_earlier_revision_never_replaces_a_later_one() {
        stock.counters.defineLatest(List.of(new RevisedDefinition(tea(10, 0), 2)));
        stock.reserve("r", line("tea", 3));

        stock.counters.defineLatest(List.of(new RevisedDefinition(tea(99, 0), 1)));
        stock.shows("tea", 3, 0, 7);

        stock.counters.defineLatest(
                List.of(new RevisedDefinition(tea(20, 0), 4), new RevisedDefinition(tea(50, 0), 3)));
        stock.shows("tea", 3, 0, 17);
    }

    @Test
    void revisions_in_any_order_and_buyers_at_once_leave_the_latest_total() throws Exception {
        List<Integer> revisions =
                new ArrayList<>(IntStream.rangeClosed(1, 40).boxed().toList());
        Collections.shuffle(revisions, new Random(7));
        stock.counters.defineLatest(List.of(new RevisedDefinition(tea(100, 0), 0)));

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int revision : revisions) {
                pool.submit(() ->
                        stock.counters.defineLatest(List.of(new RevisedDefinition(tea(100 + revision, 0), revision))));
                pool.submit(() -> stock.reserve("r" + revision, line("tea", 1)));
            }
        }

        stock.shows("tea", 40, 0, 100);
        assertThat(stock.counter("tea").total()).isEqualTo(140);
    }
}
