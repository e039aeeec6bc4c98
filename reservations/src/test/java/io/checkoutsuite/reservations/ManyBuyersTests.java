package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** G4: nothing is promised twice, by any number of concurrent buyers. */
class ManyBuyersTests {
    private final Shelf shelf = new Shelf();

    @Test
    void two_hundred_buyers_of_one_hundred_pieces_make_exactly_one_hundred_sales() throws Exception {
        shelf.stocked("tea", 100);

        List<Taken> answers = atOnce(IntStream.range(0, 200)
                .<Callable<Taken>>mapToObj(n -> () -> shelf.take("r" + n, line("tea", 1)))
                .toList());

        assertThat(answers).filteredOn(Taken.Granted.class::isInstance).hasSize(100);
        assertThat(answers).filteredOn(Taken.Short.class::isInstance).hasSize(100);
        shelf.shows("tea", 100, 0, 0);
    }

    @Test
    void carts_of_eight_goods_in_opposite_order_leave_exact_sums() throws Exception {
        List<Line> goods =
                IntStream.range(0, 8).mapToObj(n -> line("sku" + n, 1 + n % 3)).toList();
        List<Line> backwards = new ArrayList<>(goods);
        Collections.reverse(backwards);
        IntStream.range(0, 8).forEach(n -> shelf.stocked("sku" + n, 60));

        List<Taken> answers = atOnce(IntStream.range(0, 80)
                .<Callable<Taken>>mapToObj(n -> () ->
                        shelf.reservations.take(request("r" + n), n % 2 == 0 ? goods : backwards, LEASE, Map.of()))
                .toList());

        long granted = answers.stream().filter(Taken.Granted.class::isInstance).count();
        assertThat(granted).isBetween(1L, 20L);
        for (int n = 0; n < 8; n++) {
            long held = granted * (1 + n % 3);
            shelf.shows("sku" + n, held, 0, 60 - held);
        }
    }

    @RepeatedTest(5)
    void one_request_sent_by_ten_at_once_holds_once_and_everyone_hears_the_same() throws Exception {
        shelf.stocked("tea", 2);
        shelf.stocked("mug", 2);

        List<Taken> answers = atOnce(Collections.nCopies(10, () -> shelf.take("r", line("tea", 2), line("mug", 2))));

        assertThat(answers).containsOnly(new Taken.Granted());
        shelf.shows("tea", 2, 0, 0);
        shelf.shows("mug", 2, 0, 0);
    }

    @Test
    void completions_rollbacks_and_repetitions_at_once_count_each_request_once() throws Exception {
        shelf.stocked("tea", 1_000);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            String request = "r" + n;
            Line line = line("tea", 1 + n % 4);
            shelf.take(request, line);
            calls.add(() -> shelf.keep(request));
            calls.add(() -> shelf.keep(request));
            calls.add(() -> shelf.take(request, line));
            if (n % 2 == 0) {
                calls.add(() -> shelf.giveBack(request));
            }
        }
        Collections.shuffle(calls, new Random(7));

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            calls.forEach(pool::submit);
        }
        shelf.leasesRunOut();
        shelf.sweep();

        long hard = IntStream.range(0, 60)
                .mapToObj(n -> shelf.requestOf("r" + n))
                .filter(request -> request.state() == State.HARD)
                .flatMap(request -> request.lines().stream())
                .mapToLong(Line::quantity)
                .sum();
        shelf.shows("tea", 0, hard, 1_000 - hard);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : pool.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
