package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.ledger.AdjustResult;
import io.checkoutsuite.reservations.ledger.ChangeBatch;
import io.checkoutsuite.reservations.ledger.CounterChange;
import io.checkoutsuite.reservations.ledger.LedgerCursor;
import io.checkoutsuite.reservations.ledger.LedgerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners' changes are made once and recorded once, wherever a process crashes. */
class LedgerTests {
    private final StockFixture stock = new StockFixture();

    private static CounterDefinition tea(long total) {
        return new CounterDefinition(sku("tea"), total, 0, AvailabilityPolicy.TRACKED, Map.of("sku", "tea"));
    }

    private static ChangeBatch batch(String batch) {
        return new ChangeBatch(batch, Map.of("reason", "damaged"));
    }

    @Test
    void a_correction_never_removes_what_is_promised() {
        stock.stocked("tea", 10);
        stock.reserve("r", line("tea", 8));

        assertThat(stock.ledger.adjust(sku("tea"), -3, batch("a"))).isEqualTo(new AdjustResult.Insufficient(2));
        assertThat(stock.ledger.adjust(sku("tea"), -2, batch("b"))).isInstanceOf(AdjustResult.Adjusted.class);
        assertThat(stock.ledger.adjust(sku("tea"), 5, batch("c"))).isInstanceOf(AdjustResult.Adjusted.class);
        assertThat(stock.ledger.adjust(sku("none"), 5, batch("d"))).isEqualTo(new AdjustResult.UnknownCounter());

        stock.shows("tea", 8, 0, 5);
        assertThat(stock.changesOf("tea")).containsExactlyInAnyOrder("ADJUSTED -2", "ADJUSTED 5");
    }

    @Test
    void what_is_oversold_can_be_made_good_bit_by_bit() {
        stock.stocked("tea", 10);
        stock.reserve("r", line("tea", 8));
        stock.ledger.define(List.of(tea(5)), batch("import"));

        assertThat(stock.ledger.adjust(sku("tea"), 1, batch("found one"))).isInstanceOf(AdjustResult.Adjusted.class);
        assertThat(stock.ledger.adjust(sku("tea"), -1, batch("broke one"))).isEqualTo(new AdjustResult.Insufficient(0));

        assertThat(stock.counter("tea").total()).isEqualTo(6);
        assertThat(stock.counter("tea").available()).isEqualTo(-2);
    }

    @Test
    void the_same_adjustment_again_is_answered_the_same_and_done_once() {
        stock.stocked("tea", 10);
        AdjustResult.Adjusted first = (AdjustResult.Adjusted) stock.ledger.adjust(sku("tea"), -3, batch("a"));
        stock.clock.advance(Duration.ofNanos(1_700_000));
        stock.ledger.adjust(sku("tea"), -1, batch("b"));

        assertThat(stock.ledger.adjust(sku("tea"), -3, batch("a")))
                .isEqualTo(new AdjustResult.Adjusted(first.change(), true));
        assertThat(stock.ledger.adjust(sku("tea"), -4, batch("a")))
                .isEqualTo(new AdjustResult.BatchReused(first.change()));
        assertThat(stock.ledger.adjust(sku("tea"), -3, new ChangeBatch("a", Map.of("reason", "stolen"))))
                .isEqualTo(new AdjustResult.BatchReused(first.change()));

        stock.shows("tea", 0, 0, 6);
        assertThat(stock.changesOf("tea")).containsExactly("ADJUSTED -3", "ADJUSTED -1");
    }

    @Test
    void a_count_is_recorded_where_it_changes_something() {
        stock.ledger.define(List.of(tea(5)), batch("monday"));
        stock.clock.advance(Duration.ofDays(1));
        stock.ledger.define(List.of(tea(5)), batch("tuesday"));
        stock.clock.advance(Duration.ofDays(1));
        stock.reserve("r", line("tea", 2));
        stock.clock.advance(Duration.ofDays(1));
        stock.ledger.define(List.of(tea(9), tea(8)), batch("wednesday"));

        stock.shows("tea", 2, 0, 6);
        assertThat(stock.changesOf("tea")).containsExactly("COUNTED 5", "COUNTED 3");
        assertThat(stock.ledger.of(sku("tea"), null, 10))
                .extracting(recorded -> switch (recorded) {
                    case CounterChange change -> change.batch() + " " + change.total();
                    case LedgerRecord.Requested(var request) -> request.key().requestId();
                })
                .containsExactly("wednesday 8", "r", "monday 5");
    }

    @Test
    void what_is_recorded_is_read_page_by_page_though_much_is_of_one_moment() {
        stock.stocked("tea", 100);
        for (int n = 0; n < 12; n++) {
            stock.reserve("r" + n, line("tea", 1));
            stock.ledger.adjust(sku("tea"), 1, batch("a" + n));
        }

        List<String> seen = new ArrayList<>();
        LedgerCursor cursor = null;
        for (List<LedgerRecord> page = stock.ledger.of(sku("tea"), cursor, 5);
                !page.isEmpty();
                page = stock.ledger.of(sku("tea"), cursor, 5)) {
            page.forEach(recorded -> seen.add(recorded.id()));
            cursor = LedgerCursor.of(page.getLast());
        }

        assertThat(seen).hasSize(24).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChangeableCounters.read",
                "ChangeLog.find",
                "ChangeableCounters.adjust",
                "ChangeLog.insert",
                "ChangeLog.forget"
            })
    void an_adjustment_that_died_anywhere_is_done_once_by_its_repetition(String step) {
        BeforeStep beforeStep = new BeforeStep(step);
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 10);
        dies(beforeStep, () -> stock.ledger.adjust(sku("tea"), -3, batch("a")));

        assertThat(stock.ledger.adjust(sku("tea"), -3, batch("a"))).isInstanceOf(AdjustResult.Adjusted.class);

        stock.shows("tea", 0, 0, 7);
        assertThat(stock.changesOf("tea")).containsExactly("ADJUSTED -3");
        assertThat(stock.ledger.recordPending(10)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ChangeLog.insert", "ChangeLog.forget"})
    void what_a_dead_process_changed_is_recorded_without_it(String step) {
        BeforeStep beforeStep = new BeforeStep(step);
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 10);
        dies(beforeStep, () -> stock.ledger.adjust(sku("tea"), -3, batch("a")));
        dies(
                beforeStep,
                () -> stock.ledger.define(
                        List.of(new CounterDefinition(sku("mug"), 4, 1, AvailabilityPolicy.TRACKED, Map.of())),
                        batch("b")));

        assertThat(stock.ledger.recordPending(10)).isEqualTo(2);

        assertThat(stock.ledger.recordPending(10)).isZero();
        assertThat(stock.changesOf("tea")).containsExactly("ADJUSTED -3");
        assertThat(stock.changesOf("mug")).containsExactly("COUNTED 4");
    }

    private static void dies(BeforeStep beforeStep, Runnable call) {
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(call::run).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
    }

    @Test
    void in_every_order_and_wherever_one_dies_each_adjustment_counts_once() throws Exception {
        InterleavingScheduler scheduler = new InterleavingScheduler();
        StockFixture stock = new StockFixture(scheduler);
        ExhaustiveChoices choices = new ExhaustiveChoices();
        do {
            stock.emptied();
            stock.stocked("tea", 10);
            List<String> trace = scheduler.run(
                    List.of(
                            () -> stock.ledger.adjust(sku("tea"), -3, batch("a")),
                            () -> stock.ledger.adjust(sku("tea"), -3, batch("a")),
                            () -> stock.ledger.recordPending(10)),
                    1,
                    2,
                    choices::choose);

            stock.ledger.adjust(sku("tea"), -3, batch("a"));
            stock.ledger.recordPending(10);

            assertThat(stock.counter("tea").total()).as("after " + trace).isEqualTo(7);
            assertThat(stock.changesOf("tea")).as("after " + trace).containsExactly("ADJUSTED -3");
        } while (choices.next());
    }

    @Test
    void a_count_and_an_adjustment_in_every_order_leave_figures_that_their_record_explains() throws Exception {
        InterleavingScheduler scheduler = new InterleavingScheduler();
        StockFixture stock = new StockFixture(scheduler);
        ExhaustiveChoices choices = new ExhaustiveChoices();
        do {
            stock.emptied();
            stock.ledger.define(List.of(tea(10)), batch("import"));
            List<String> trace = scheduler.run(
                    List.of(
                            () -> stock.ledger.adjust(sku("tea"), -3, batch("a")),
                            () -> stock.ledger.define(List.of(tea(20)), batch("recount")),
                            () -> stock.reserve("r", line("tea", 2))),
                    0,
                    2,
                    choices::choose);

            long recorded = stock.ledger.of(sku("tea"), null, 100).stream()
                    .mapToLong(entry -> entry instanceof CounterChange change ? change.delta() : 0)
                    .sum();
            assertThat(stock.counter("tea").total())
                    .as("after " + trace)
                    .isEqualTo(recorded)
                    .isIn(17L, 20L);
            stock.shows("tea", 2, 0, recorded - 2);
        } while (choices.next());
    }
}
