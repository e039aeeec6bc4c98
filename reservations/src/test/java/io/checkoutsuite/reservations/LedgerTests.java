package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners' changes are made once and recorded once, wherever a process crashes. */
class LedgerTests {
    private final Shelf shelf = new Shelf();

    private static CounterDefinition tea(long total) {
        return new CounterDefinition(sku("tea"), total, 0, Policy.TRACKED, Map.of("sku", "tea"));
    }

    private static OwnerWord word(String batch) {
        return new OwnerWord(batch, Map.of("reason", "damaged"));
    }

    @Test
    void a_correction_never_takes_what_is_promised() {
        shelf.stocked("tea", 10);
        shelf.take("r", line("tea", 8));

        assertThat(shelf.ledger.adjust(sku("tea"), -3, word("a"))).isEqualTo(new Adjusted.TooLittle(2));
        assertThat(shelf.ledger.adjust(sku("tea"), -2, word("b"))).isInstanceOf(Adjusted.Done.class);
        assertThat(shelf.ledger.adjust(sku("tea"), 5, word("c"))).isInstanceOf(Adjusted.Done.class);
        assertThat(shelf.ledger.adjust(sku("none"), 5, word("d"))).isEqualTo(new Adjusted.Unknown());

        shelf.shows("tea", 8, 0, 5);
        assertThat(shelf.changesOf("tea")).containsExactlyInAnyOrder("ADJUSTED -2", "ADJUSTED 5");
    }

    @Test
    void what_is_oversold_can_be_made_good_bit_by_bit() {
        shelf.stocked("tea", 10);
        shelf.take("r", line("tea", 8));
        shelf.ledger.count(List.of(tea(5)), word("import"));

        assertThat(shelf.ledger.adjust(sku("tea"), 1, word("found one"))).isInstanceOf(Adjusted.Done.class);
        assertThat(shelf.ledger.adjust(sku("tea"), -1, word("broke one"))).isEqualTo(new Adjusted.TooLittle(0));

        assertThat(shelf.counter("tea").total()).isEqualTo(6);
        assertThat(shelf.counter("tea").available()).isEqualTo(-2);
    }

    @Test
    void the_same_adjustment_again_is_answered_the_same_and_done_once() {
        shelf.stocked("tea", 10);
        Adjusted.Done first = (Adjusted.Done) shelf.ledger.adjust(sku("tea"), -3, word("a"));
        shelf.clock.advance(Duration.ofNanos(1_700_000));
        shelf.ledger.adjust(sku("tea"), -1, word("b"));

        assertThat(shelf.ledger.adjust(sku("tea"), -3, word("a"))).isEqualTo(new Adjusted.Done(first.change(), true));
        assertThat(shelf.ledger.adjust(sku("tea"), -4, word("a")))
                .isEqualTo(new Adjusted.DoneOtherwise(first.change()));
        assertThat(shelf.ledger.adjust(sku("tea"), -3, new OwnerWord("a", Map.of("reason", "stolen"))))
                .isEqualTo(new Adjusted.DoneOtherwise(first.change()));

        shelf.shows("tea", 0, 0, 6);
        assertThat(shelf.changesOf("tea")).containsExactly("ADJUSTED -3", "ADJUSTED -1");
    }

    @Test
    void a_count_is_recorded_where_it_changes_something() {
        shelf.ledger.count(List.of(tea(5)), word("monday"));
        shelf.clock.advance(Duration.ofDays(1));
        shelf.ledger.count(List.of(tea(5)), word("tuesday"));
        shelf.clock.advance(Duration.ofDays(1));
        shelf.take("r", line("tea", 2));
        shelf.clock.advance(Duration.ofDays(1));
        shelf.ledger.count(List.of(tea(9), tea(8)), word("wednesday"));

        shelf.shows("tea", 2, 0, 6);
        assertThat(shelf.changesOf("tea")).containsExactly("COUNTED 5", "COUNTED 3");
        assertThat(shelf.ledger.of(sku("tea"), null, 10))
                .extracting(recorded -> switch (recorded) {
                    case Change change -> change.batch() + " " + change.total();
                    case Request request -> request.key().requestId();
                })
                .containsExactly("wednesday 8", "r", "monday 5");
    }

    @Test
    void what_is_recorded_is_read_page_by_page_though_much_is_of_one_moment() {
        shelf.stocked("tea", 100);
        for (int n = 0; n < 12; n++) {
            shelf.take("r" + n, line("tea", 1));
            shelf.ledger.adjust(sku("tea"), 1, word("a" + n));
        }

        List<String> seen = new ArrayList<>();
        Place place = null;
        for (List<Recorded> page = shelf.ledger.of(sku("tea"), place, 5);
                !page.isEmpty();
                page = shelf.ledger.of(sku("tea"), place, 5)) {
            page.forEach(recorded -> seen.add(recorded.id()));
            place = Place.of(page.getLast());
        }

        assertThat(seen).hasSize(24).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read owned", "find change", "adjust", "record", "forget"})
    void an_adjustment_that_died_anywhere_is_done_once_by_its_repetition(String step) {
        Meanwhile meanwhile = new Meanwhile(step);
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 10);
        dies(meanwhile, () -> shelf.ledger.adjust(sku("tea"), -3, word("a")));

        assertThat(shelf.ledger.adjust(sku("tea"), -3, word("a"))).isInstanceOf(Adjusted.Done.class);

        shelf.shows("tea", 0, 0, 7);
        assertThat(shelf.changesOf("tea")).containsExactly("ADJUSTED -3");
        assertThat(shelf.ledger.recordOwed(10)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "forget"})
    void what_a_dead_process_changed_is_recorded_without_it(String step) {
        Meanwhile meanwhile = new Meanwhile(step);
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 10);
        dies(meanwhile, () -> shelf.ledger.adjust(sku("tea"), -3, word("a")));
        dies(
                meanwhile,
                () -> shelf.ledger.count(
                        List.of(new CounterDefinition(sku("mug"), 4, 1, Policy.TRACKED, Map.of())), word("b")));

        assertThat(shelf.ledger.recordOwed(10)).isEqualTo(2);

        assertThat(shelf.ledger.recordOwed(10)).isZero();
        assertThat(shelf.changesOf("tea")).containsExactly("ADJUSTED -3");
        assertThat(shelf.changesOf("mug")).containsExactly("COUNTED 4");
    }

    private static void dies(Meanwhile meanwhile, Runnable call) {
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(call::run).isInstanceOf(Stage.Died.class);
    }

    @Test
    void in_every_order_and_wherever_one_dies_each_word_counts_once() throws Exception {
        Stage stage = new Stage();
        Shelf shelf = new Shelf(stage);
        EveryOrder orders = new EveryOrder();
        do {
            shelf.emptied();
            shelf.stocked("tea", 10);
            List<String> trace = stage.play(
                    List.of(
                            () -> shelf.ledger.adjust(sku("tea"), -3, word("a")),
                            () -> shelf.ledger.adjust(sku("tea"), -3, word("a")),
                            () -> shelf.ledger.recordOwed(10)),
                    1,
                    2,
                    orders::choose);

            shelf.ledger.adjust(sku("tea"), -3, word("a"));
            shelf.ledger.recordOwed(10);

            assertThat(shelf.counter("tea").total()).as("after " + trace).isEqualTo(7);
            assertThat(shelf.changesOf("tea")).as("after " + trace).containsExactly("ADJUSTED -3");
        } while (orders.next());
    }

    @Test
    void a_count_and_an_adjustment_in_every_order_leave_figures_that_their_record_explains() throws Exception {
        Stage stage = new Stage();
        Shelf shelf = new Shelf(stage);
        EveryOrder orders = new EveryOrder();
        do {
            shelf.emptied();
            shelf.ledger.count(List.of(tea(10)), word("import"));
            List<String> trace = stage.play(
                    List.of(
                            () -> shelf.ledger.adjust(sku("tea"), -3, word("a")),
                            () -> shelf.ledger.count(List.of(tea(20)), word("recount")),
                            () -> shelf.take("r", line("tea", 2))),
                    0,
                    2,
                    orders::choose);

            long recorded = shelf.ledger.of(sku("tea"), null, 100).stream()
                    .mapToLong(entry -> entry instanceof Change change ? change.delta() : 0)
                    .sum();
            assertThat(shelf.counter("tea").total())
                    .as("after " + trace)
                    .isEqualTo(recorded)
                    .isIn(17L, 20L);
            shelf.shows("tea", 2, 0, recorded - 2);
        } while (orders.next());
    }
}
