package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static io.checkoutsuite.reservations.ledger.Mismatch.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.ledger.Mismatch;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestState;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of a counter can be recomputed from its requests and repaired. */
class RecomputationTests {
    private final StockFixture stock = new StockFixture();

    private static Mismatch mismatch(String sku, Mismatch.Figure figure, long stored, long computed, boolean done) {
        return new Mismatch(sku(sku), figure, stored, computed, done);
    }

    @Test
    void figures_that_are_right_are_left_alone_whatever_happened_to_them() {
        stock.stocked("tea", 20);
        stock.stocked("gift-wrap", 0, AvailabilityPolicy.ALWAYS);
        stock.reserve("held", line("tea", 1));
        stock.reserve("kept", line("tea", 2), line("gift-wrap", 1));
        stock.commit("kept");
        stock.reserve("returned", line("tea", 3));
        stock.release("returned");
        stock.commit("unknown", line("tea", 4), line("gift-wrap", 3));
        stock.commit("short", line("tea", 50));
        stock.reserve("late", line("tea", 5));
        stock.leasesRunOut();
        stock.sweep();
        stock.commit("late");
        stock.reserve("again", line("tea", 2));

        assertThat(stock.ledger.recompute(List.of(sku("tea"), sku("gift-wrap"), sku("none")), true))
                .isEmpty();
        stock.shows("tea", 2, 11, 7);
    }

    @Test
    void a_wrong_figure_is_shown_first_and_repaired_when_asked_to() {
        stock.stocked("tea", 20);
        stock.stocked("mug", 5);
        stock.reserve("held", line("tea", 1));
        stock.reserve("kept", line("tea", 2), line("mug", 1));
        stock.commit("kept");
        stock.drifts("tea", "hard", 4);
        stock.drifts("tea", "soft", -1);
        stock.drifts("mug", "available", 3);

        List<Mismatch> shown = stock.ledger.recompute(List.of(sku("tea"), sku("mug")), false);

        assertThat(shown)
                .containsExactlyInAnyOrder(
                        mismatch("tea", HARD, 6, 2, false),
                        mismatch("tea", SOFT, 0, 1, false),
                        mismatch("mug", AVAILABLE, 7, 4, false));
        assertThat(stock.counter("tea").hard()).as("after the dry run").isEqualTo(6);
        assertThat(stock.ledger.recompute(List.of(sku("tea"), sku("mug")), true))
                .hasSize(3)
                .allMatch(Mismatch::repaired);
        stock.shows("tea", 1, 2, 17);
        stock.shows("mug", 0, 1, 4);
        assertThat(stock.ledger.recompute(List.of(sku("tea"), sku("mug")), true))
                .isEmpty();
    }

    @Test
    void a_hold_that_a_committed_request_lost_is_found_by_recomputation_though_not_by_a_replay() {
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.commit("r");
        stock.drifts("tea", "hard", -2);
        stock.drifts("tea", "available", 2);
        stock.commit("r");
        stock.shows("tea", 0, 0, 5);

        stock.ledger.recompute(List.of(sku("tea")), true);

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void what_was_sold_while_there_was_always_enough_is_not_counted_later() {
        stock.stocked("tea", 5, AvailabilityPolicy.ALWAYS);
        stock.reserve("r", line("tea", 2));
        stock.commit("r");
        stock.stocked("tea", 5);

        assertThat(stock.ledger.recompute(List.of(sku("tea")), true)).isEmpty();
        stock.shows("tea", 0, 0, 5);
    }

    @Test
    void a_committed_request_whose_hold_is_yet_to_be_settled_is_not_counted_twice() {
        BeforeStep beforeStep = new BeforeStep("Holds.settle");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        beforeStep.doOnce(() -> {
            assertThat(stock.ledger.recompute(List.of(sku("tea")), true)).isEmpty();
            stock.drifts("tea", "soft", 1);
            stock.ledger.recompute(List.of(sku("tea")), true);
        });

        stock.commit("r");

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void a_repair_yields_to_a_buyer_and_is_computed_again() {
        BeforeStep beforeStep = new BeforeStep("StoredFigures.repair");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 10);
        stock.drifts("tea", "hard", 3);
        beforeStep.doOnce(() -> stock.reserve("r", line("tea", 2)));

        assertThat(stock.ledger.recompute(List.of(sku("tea")), true))
                .containsExactly(mismatch("tea", HARD, 3, 0, true));

        stock.shows("tea", 2, 0, 8);
    }

    enum Call {
        RESERVE(stock -> stock.reserve("r", line("tea", 2))),
        COMMIT(stock -> stock.commit("r", line("tea", 2))),
        RELEASE(stock -> stock.release("r")),
        COMMIT_ANOTHER(stock -> stock.commit("other", line("tea", 2)));

        private final Consumer<StockFixture> call;

        Call(Consumer<StockFixture> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void a_repair_meets_any_call_in_every_order(Call call) throws Exception {
        InterleavingScheduler scheduler = new InterleavingScheduler();
        StockFixture stock = new StockFixture(scheduler);
        for (boolean reserved : new boolean[] {false, true}) {
            ExhaustiveChoices choices = new ExhaustiveChoices();
            do {
                stock.emptied();
                stock.stocked("tea", 10);
                stock.commit("sold", line("tea", 1));
                if (reserved) {
                    stock.reserve("r", line("tea", 2));
                }
                stock.drifts("tea", "hard", 3);
                stock.drifts("tea", "available", 1);

                List<String> trace = scheduler.run(
                        List.of(() -> stock.ledger.recompute(List.of(sku("tea")), true), () -> call.call.accept(stock)),
                        1,
                        2,
                        choices::choose);

                stock.sweep();
                stock.ledger.recompute(List.of(sku("tea")), true);
                stock.addsUp("tea");
                stock.leasesRunOut();
                stock.sweep();
                long committed = Stream.of("sold", "r", "other")
                        .flatMap(request -> stock.reservations.find(request(request)).stream())
                        .filter(request -> request.state() instanceof RequestState.Committed)
                        .flatMap(request -> request.lines().stream())
                        .mapToLong(Line::quantity)
                        .sum();
                assertThat(stock.counter("tea").hard()).as("after " + trace).isEqualTo(committed);
            } while (choices.next());
        }
    }
}
