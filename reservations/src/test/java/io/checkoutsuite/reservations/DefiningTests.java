package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefiningTests {
    private final Shelf shelf = new Shelf();

    private static CounterDefinition tea(long total, long buffer) {
        return new CounterDefinition(sku("tea"), total, buffer, Policy.TRACKED, Map.of("location", "leeds"));
    }

    @Test
    void once_more_is_replaced_and_what_is_promised_stays() {
        shelf.reservations.define(List.of(tea(10, 0)));
        shelf.take("r", line("tea", 2));
        shelf.take("s", line("tea", 3));
        shelf.keep("s");

        shelf.reservations.define(List.of(tea(20, 5)));
        shelf.reservations.define(List.of(tea(20, 5)));

        shelf.shows("tea", 2, 3, 10);
        assertThat(shelf.counter("tea").total()).isEqualTo(20);
        assertThat(shelf.counter("tea").owner()).isEqualTo(Map.of("location", "leeds"));
        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());
        shelf.shows("tea", 0, 5, 10);
    }

    @Test
    void thousands_are_written_together_and_the_last_word_on_one_counts() {
        List<CounterDefinition> many = IntStream.range(0, 5_000)
                .mapToObj(n -> new CounterDefinition(sku("sku" + n % 2_500), n, 0, Policy.TRACKED, Map.of()))
                .toList();

        shelf.reservations.define(many);

        assertThat(shelf.counter("sku7").available()).isEqualTo(2_507);
        assertThat(shelf.reservations.findAll(List.of(sku("sku1"), sku("sku2"), sku("none"))))
                .hasSize(2);
    }

    @Test
    void imports_and_buyers_at_once_leave_exact_numbers() throws Exception {
        shelf.stocked("tea", 100);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 1; n <= 40; n++) {
                int number = n;
                pool.submit(() -> shelf.reservations.define(List.of(tea(100 + number, number % 3))));
                pool.submit(() -> shelf.take("r" + number, line("tea", 1)));
            }
        }

        shelf.addsUp("tea");
        assertThat(shelf.counter("tea").soft()).isEqualTo(40);
    }

    @Test
    void an_import_below_what_is_promised_sells_no_more_until_stock_is_back() {
        shelf.stocked("tea", 10);
        shelf.take("r", line("tea", 8));
        shelf.stocked("tea", 5);

        assertThat(shelf.take("s", line("tea", 1))).isEqualTo(new Taken.Short(List.of(shortage("tea", 1, 0))));
        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());
        shelf.stocked("tea", 9);

        shelf.shows("tea", 0, 8, 1);
    }

    @Test
    void owner_fields_cannot_overwrite_the_numbers() {
        assertThatThrownBy(
                        () -> new CounterDefinition(sku("tea"), 1, 0, Policy.TRACKED, Map.of("available", 1_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
