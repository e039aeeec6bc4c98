package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Difference.Figure.*;
import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of a counter can be recomputed from its requests and repaired. */
class RecountingTests {
    private final Shelf shelf = new Shelf();

    private static Difference difference(
            String sku, Difference.Figure figure, long stored, long computed, boolean done) {
        return new Difference(sku(sku), figure, stored, computed, done);
    }

    @Test
    void figures_that_are_right_are_left_alone_whatever_happened_to_them() {
        shelf.stocked("tea", 20);
        shelf.stocked("gift-wrap", 0, Policy.ALWAYS);
        shelf.take("held", line("tea", 1));
        shelf.take("kept", line("tea", 2), line("gift-wrap", 1));
        shelf.keep("kept");
        shelf.take("returned", line("tea", 3));
        shelf.giveBack("returned");
        shelf.keep("unknown", line("tea", 4), line("gift-wrap", 3));
        shelf.keep("short", line("tea", 50));
        shelf.take("late", line("tea", 5));
        shelf.leasesRunOut();
        shelf.sweep();
        shelf.keep("late");
        shelf.take("again", line("tea", 2));

        assertThat(shelf.ledger.recount(List.of(sku("tea"), sku("gift-wrap"), sku("none")), true))
                .isEmpty();
        shelf.shows("tea", 2, 11, 7);
    }

    @Test
    void a_wrong_figure_is_shown_first_and_put_right_when_told_so() {
        shelf.stocked("tea", 20);
        shelf.stocked("mug", 5);
        shelf.take("held", line("tea", 1));
        shelf.take("kept", line("tea", 2), line("mug", 1));
        shelf.keep("kept");
        shelf.drifts("tea", "hard", 4);
        shelf.drifts("tea", "soft", -1);
        shelf.drifts("mug", "available", 3);

        List<Difference> shown = shelf.ledger.recount(List.of(sku("tea"), sku("mug")), false);

        assertThat(shown)
                .containsExactlyInAnyOrder(
                        difference("tea", HARD, 6, 2, false),
                        difference("tea", SOFT, 0, 1, false),
                        difference("mug", AVAILABLE, 7, 4, false));
        assertThat(shelf.counter("tea").hard()).as("after the dry run").isEqualTo(6);
        assertThat(shelf.ledger.recount(List.of(sku("tea"), sku("mug")), true))
                .hasSize(3)
                .allMatch(Difference::repaired);
        shelf.shows("tea", 1, 2, 17);
        shelf.shows("mug", 0, 1, 4);
        assertThat(shelf.ledger.recount(List.of(sku("tea"), sku("mug")), true)).isEmpty();
    }

    @Test
    void an_entry_that_a_kept_request_lost_is_found_by_the_recount_though_a_replay_cannot_tell() {
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.keep("r");
        shelf.drifts("tea", "hard", -2);
        shelf.drifts("tea", "available", 2);
        shelf.keep("r");
        shelf.shows("tea", 0, 0, 5);

        shelf.ledger.recount(List.of(sku("tea")), true);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void what_was_sold_while_there_was_always_enough_is_not_counted_later() {
        shelf.stocked("tea", 5, Policy.ALWAYS);
        shelf.take("r", line("tea", 2));
        shelf.keep("r");
        shelf.stocked("tea", 5);

        assertThat(shelf.ledger.recount(List.of(sku("tea")), true)).isEmpty();
        shelf.shows("tea", 0, 0, 5);
    }

    @Test
    void a_kept_request_whose_entry_is_yet_to_be_counted_is_not_counted_twice() {
        Meanwhile meanwhile = new Meanwhile("fold");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        meanwhile.does(() -> {
            assertThat(shelf.ledger.recount(List.of(sku("tea")), true)).isEmpty();
            shelf.drifts("tea", "soft", 1);
            shelf.ledger.recount(List.of(sku("tea")), true);
        });

        shelf.keep("r");

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void a_repair_gives_way_to_a_buyer_and_is_worked_out_again() {
        Meanwhile meanwhile = new Meanwhile("repair");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 10);
        shelf.drifts("tea", "hard", 3);
        meanwhile.does(() -> shelf.take("r", line("tea", 2)));

        assertThat(shelf.ledger.recount(List.of(sku("tea")), true))
                .containsExactly(difference("tea", HARD, 3, 0, true));

        shelf.shows("tea", 2, 0, 8);
    }

    enum Call {
        TAKE(shelf -> shelf.take("r", line("tea", 2))),
        KEEP(shelf -> shelf.keep("r", line("tea", 2))),
        GIVE_BACK(shelf -> shelf.giveBack("r")),
        KEEP_ANOTHER(shelf -> shelf.keep("other", line("tea", 2)));

        private final Consumer<Shelf> call;

        Call(Consumer<Shelf> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void a_repair_meets_any_call_in_every_order(Call call) throws Exception {
        Stage stage = new Stage();
        Shelf shelf = new Shelf(stage);
        for (boolean taken : new boolean[] {false, true}) {
            EveryOrder orders = new EveryOrder();
            do {
                shelf.emptied();
                shelf.stocked("tea", 10);
                shelf.keep("sold", line("tea", 1));
                if (taken) {
                    shelf.take("r", line("tea", 2));
                }
                shelf.drifts("tea", "hard", 3);
                shelf.drifts("tea", "available", 1);

                List<String> trace = stage.play(
                        List.of(() -> shelf.ledger.recount(List.of(sku("tea")), true), () -> call.call.accept(shelf)),
                        1,
                        2,
                        orders::choose);

                shelf.sweep();
                shelf.ledger.recount(List.of(sku("tea")), true);
                shelf.addsUp("tea");
                shelf.leasesRunOut();
                shelf.sweep();
                long kept = Stream.of("sold", "r", "other")
                        .flatMap(request -> shelf.reservations.find(request(request)).stream())
                        .filter(request -> request.state() == State.HARD)
                        .flatMap(request -> request.lines().stream())
                        .mapToLong(Line::quantity)
                        .sum();
                assertThat(shelf.counter("tea").hard()).as("after " + trace).isEqualTo(kept);
            } while (orders.next());
        }
    }
}
