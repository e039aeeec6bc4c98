package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static io.checkoutsuite.reservations.expiry.CheckoutOutcomes.Outcome.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.mongo.UnreadableDocumentException;
import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.expiry.SweepResult;
import io.checkoutsuite.reservations.ledger.ChangeBatch;
import io.checkoutsuite.reservations.ledger.LedgerRecord;
import io.checkoutsuite.reservations.request.Commit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An unreadable document, for whatever reason, does not affect any other. */
class UnreadableDocumentsTests {

    private static final String REQUESTS = "reservations";
    private static final String COUNTERS = "stock";

    private final BeforeStep beforeStep = new BeforeStep("Holds.settle");
    private final StockFixture stock = new StockFixture(beforeStep);

    @Test
    void more_requests_than_fit_a_batch_hide_no_other_past_its_lease_and_are_settled_once_they_are_repaired() {
        stock.stocked("tea", 50);
        IntStream.range(0, 12).forEach(n -> stock.reserve("odd" + n, line("tea", 1)));
        stock.spoils(REQUESTS, "odd", "generation", "x");
        stock.clock.advance(Duration.ofSeconds(1));
        stock.reserve("sold", line("tea", 2));
        stock.reserve("nobodys", line("tea", 3));
        stock.checkouts.became("sold", COMPLETED);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(5)).isEqualTo(new SweepResult(1, 0, 1, false));
        assertThat(stock.expiry.settleExpired(5).settled()).isZero();

        stock.shows("tea", 12, 2, 36);
        stock.spoils(REQUESTS, "odd", "generation", 1);
        stock.sweep();
        stock.shows("tea", 0, 2, 48);
    }

    @Test
    void a_request_under_the_key_of_another_is_not_taken_for_that() {
        stock.stocked("tea", 5);
        stock.reserve("odd", line("tea", 1));
        stock.spoils(REQUESTS, "odd", "requestId", "r");
        stock.clock.advance(Duration.ofSeconds(1));
        stock.reserve("r", line("tea", 2));
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(1).released()).isEqualTo(1);

        stock.shows("tea", 1, 0, 4);
        assertThatThrownBy(() -> stock.requestOf("odd"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("shop/odd of reservations cannot be read");
    }

    @Test
    void a_completed_checkout_that_cannot_be_committed_keeps_no_other_waiting() {
        stock.stocked("odd", 5);
        stock.stocked("tea", 5);
        stock.reserve("r", line("odd", 1));
        stock.reserve("sold", line("tea", 2));
        stock.checkouts.became("r", COMPLETED);
        stock.checkouts.became("sold", COMPLETED);
        stock.spoils(COUNTERS, "odd", "policy", "SOMETIMES");
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10)).isEqualTo(new SweepResult(1, 1, 0, false));

        stock.shows("tea", 0, 2, 3);
        stock.spoils(COUNTERS, "odd", "policy", "TRACKED");
        stock.leasesRunOut();
        stock.sweep();
        stock.shows("odd", 0, 1, 4);
    }

    @Test
    void a_counter_whose_figures_are_no_numbers_prevents_nobody_from_releasing_or_committing() {
        stock.stocked("odd", 5);
        stock.stocked("mug", 5);
        stock.stocked("tea", 5);
        stock.reserve("r", line("odd", 1));
        stock.reserve("nobodys", line("mug", 1));
        stock.reserve("dead", line("tea", 2));
        dies(() -> stock.commit("dead"));
        stock.spoils(COUNTERS, "odd", "available", "many");
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10).released()).isEqualTo(2);
        stock.clock.advance(Commit.REACQUIRE_LEASE.plusSeconds(1));
        assertThat(stock.expiry.settleOrphans(10)).isEqualTo(1);

        stock.shows("mug", 0, 0, 5);
        stock.shows("tea", 0, 2, 3);
        stock.spoils(COUNTERS, "odd", "available", 4L);
        stock.clock.advance(Commit.REACQUIRE_LEASE.plusSeconds(1));
        stock.sweep();
        stock.shows("odd", 0, 0, 5);
    }

    @Test
    void what_a_request_holds_that_cannot_be_read_stays_held_and_hides_no_orphan() {
        IntStream.range(0, 10).forEach(n -> {
            stock.stocked("a" + n, 1);
            stock.reserve("odd" + n, line("a" + n, 1));
        });
        stock.spoils(REQUESTS, "odd", "state", "SOLD_ON_CREDIT");
        stock.stocked("tea", 5);
        stock.reserve("dead", line("tea", 2));
        dies(() -> stock.commit("dead"));
        stock.leasesRunOut();

        assertThat(IntStream.range(0, 3)
                        .map(round -> stock.expiry.settleOrphans(5))
                        .sum())
                .isEqualTo(1);

        stock.shows("tea", 0, 2, 3);
        IntStream.range(0, 10).forEach(n -> stock.shows("a" + n, 1, 0, 0));
    }

    @Test
    void more_counters_than_fit_a_batch_with_holds_that_cannot_be_read_hide_no_orphan() {
        IntStream.range(0, 12).forEach(n -> {
            stock.stocked("a" + n, 1);
            stock.reserve("r" + n, line("a" + n, 1));
        });
        stock.spoils(COUNTERS, "a", "holds.0.generation", "x");
        stock.clock.advance(Duration.ofSeconds(1));
        stock.stocked("tea", 5);
        stock.reserve("dead", line("tea", 2));
        dies(() -> stock.commit("dead"));
        stock.leasesRunOut();

        assertThat(stock.expiry.settleOrphans(5)).isEqualTo(1);

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void more_counters_than_fit_a_batch_whose_change_cannot_be_read_hide_no_other_that_is_pending() {
        BeforeStep beforeStep = new BeforeStep("ChangeLog.insert");
        StockFixture stock = new StockFixture(beforeStep);
        for (String sku : List.of("odd1", "odd2", "odd3", "tea")) {
            beforeStep.doOnce(() -> {
                throw new InterleavingScheduler.SimulatedCrash();
            });
            CounterDefinition counted = new CounterDefinition(sku(sku), 4, 0, AvailabilityPolicy.TRACKED, Map.of());
            assertThatThrownBy(() -> stock.ledger.define(List.of(counted), new ChangeBatch("import", Map.of())))
                    .isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
        }
        stock.spoils(COUNTERS, "odd", "change.kind", "GUESSED");

        assertThat(stock.ledger.recordPending(2)).isEqualTo(1);

        assertThat(stock.ledger.recordPending(2)).isZero();
        assertThat(stock.changesOf("tea")).containsExactly("COUNTED 4");
        stock.spoils(COUNTERS, "odd", "change.kind", "COUNTED");
        assertThat(stock.ledger.recordPending(5)).isEqualTo(3);
    }

    @Test
    void what_is_held_or_recorded_or_in_stock_is_listed_without_it_and_pages_are_full() {
        IntStream.range(0, 3).forEach(n -> stock.stocked("a" + n, 1));
        stock.stocked("tea", 50);
        stock.stocked("urn", 50);
        IntStream.range(0, 3).forEach(n -> stock.reserve("a" + n, line("tea", 1)));
        stock.reserve("b", line("tea", 1));
        stock.reserve("c", line("tea", 1));
        stock.spoils(REQUESTS, "a", "attributes.cartId", 5);
        stock.spoils(COUNTERS, "a", "total", "some");

        assertThat(stock.reservations.holding("shop", null, "", 2, Function.identity()))
                .extracting(request -> request.key().requestId())
                .containsExactly("b", "c");
        assertThat(stock.ledger.of(sku("tea"), null, 2))
                .extracting(LedgerRecord::id)
                .containsExactly("shop/c", "shop/b");
        assertThat(stock.counters.page(TenantKey.first("shop"), 2, Counter::id))
                .containsExactly(sku("tea"), sku("urn"));
        assertThat(stock.counters.findAll(List.of(sku("a0"), sku("tea"))))
                .extracting(Counter::id)
                .containsExactly(sku("tea"));
        assertThat(stock.counters.known(List.of(sku("a0"), sku("tea"), sku("none"))))
                .satisfies(known -> {
                    assertThat(known.byId()).containsOnlyKeys(sku("tea"));
                    assertThat(known.unreadable()).containsExactly(sku("a0"));
                });
    }

    @Test
    void what_is_wanted_as_something_that_it_is_not_is_left_out_of_a_page() {
        stock.stocked("tea", 50);
        List.of("a", "b", "c").forEach(request -> stock.reserve(request, line("tea", 1)));

        List<String> known = stock.reservations.holding("shop", null, "", 2, request -> {
            if (request.id().equals("shop/a")) {
                throw new IllegalArgumentException("Not this one");
            }
            return request.id();
        });

        assertThat(known).containsExactly("shop/b", "shop/c");
    }

    @Test
    void figures_are_not_recomputed_without_a_request_that_cannot_be_read() {
        stock.stocked("tea", 50);
        stock.reserve("odd", line("tea", 2));
        stock.commit("odd");
        stock.spoils(REQUESTS, "odd", "generation", "x");

        assertThatThrownBy(() -> stock.ledger.recompute(List.of(sku("tea")), true))
                .isInstanceOf(UnreadableDocumentException.class);

        stock.shows("tea", 0, 2, 48);
    }

    @Test
    void a_counter_that_cannot_be_read_is_not_taken_for_one_that_is_not_there() {
        stock.stocked("odd", 5);
        stock.spoils(COUNTERS, "odd", "total", "some");

        assertThatThrownBy(() -> stock.stocked("odd", 6)).isInstanceOf(UnreadableDocumentException.class);
        assertThatThrownBy(() -> stock.ledger.adjust(sku("odd"), 1, new ChangeBatch("a", Map.of())))
                .isInstanceOf(UnreadableDocumentException.class);
        assertThatThrownBy(() -> stock.counter("odd")).isInstanceOf(UnreadableDocumentException.class);
    }

    private void dies(Runnable call) {
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(call::run).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
    }
}
