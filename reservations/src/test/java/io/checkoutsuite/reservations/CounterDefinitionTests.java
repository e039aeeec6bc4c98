package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
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
        stock.reservations.define(List.of(tea(10, 0)));
        stock.reserve("r", line("tea", 2));
        stock.reserve("s", line("tea", 3));
        stock.commit("s");

        stock.reservations.define(List.of(tea(20, 5)));
        stock.reservations.define(List.of(tea(20, 5)));

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

        stock.reservations.define(many);

        assertThat(stock.counter("sku7").available()).isEqualTo(2_507);
        assertThat(stock.reservations.findAll(List.of(sku("sku1"), sku("sku2"), sku("none"))))
                .hasSize(2);
    }

    @Test
    void imports_and_buyers_at_once_leave_exact_numbers() throws Exception {
        stock.stocked("tea", 100);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 1; n <= 40; n++) {
                int number = n;
                pool.submit(() -> stock.reservations.define(List.of(tea(100 + number, number % 3))));
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
        assertThatThrownBy(() -> new CounterDefinition(
                        sku("tea"), 1, 0, AvailabilityPolicy.TRACKED, Map.of("available", 1_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
