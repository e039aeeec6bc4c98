package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CheckoutOutcomes.Outcome.COMPLETED;
import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.mongo.UnreadableDocumentException;
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

    private final Meanwhile meanwhile = new Meanwhile("fold");
    private final Shelf shelf = new Shelf(meanwhile);

    @Test
    void more_requests_than_fit_a_batch_hide_no_other_past_its_lease_and_are_settled_once_they_are_repaired() {
        shelf.stocked("tea", 50);
        IntStream.range(0, 12).forEach(n -> shelf.take("odd" + n, line("tea", 1)));
        shelf.spoils(REQUESTS, "odd", "take", "x");
        shelf.clock.advance(Duration.ofSeconds(1));
        shelf.take("sold", line("tea", 2));
        shelf.take("nobodys", line("tea", 3));
        shelf.checkouts.became("sold", COMPLETED);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(5)).isEqualTo(new SweepResult(1, 0, 1, false));
        assertThat(shelf.reservations.sweepExpired(5).settled()).isZero();

        shelf.shows("tea", 12, 2, 36);
        shelf.spoils(REQUESTS, "odd", "take", 1);
        shelf.sweep();
        shelf.shows("tea", 0, 2, 48);
    }

    @Test
    void a_request_under_the_key_of_another_is_not_taken_for_that() {
        shelf.stocked("tea", 5);
        shelf.take("odd", line("tea", 1));
        shelf.spoils(REQUESTS, "odd", "requestId", "r");
        shelf.clock.advance(Duration.ofSeconds(1));
        shelf.take("r", line("tea", 2));
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(1).released()).isEqualTo(1);

        shelf.shows("tea", 1, 0, 4);
        assertThatThrownBy(() -> shelf.requestOf("odd"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("shop/odd of reservations cannot be read");
    }

    @Test
    void a_completed_checkout_that_cannot_be_committed_keeps_no_other_waiting() {
        shelf.stocked("odd", 5);
        shelf.stocked("tea", 5);
        shelf.take("r", line("odd", 1));
        shelf.take("sold", line("tea", 2));
        shelf.checkouts.became("r", COMPLETED);
        shelf.checkouts.became("sold", COMPLETED);
        shelf.spoils(COUNTERS, "odd", "policy", "SOMETIMES");
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(new SweepResult(1, 1, 0, false));

        shelf.shows("tea", 0, 2, 3);
        shelf.spoils(COUNTERS, "odd", "policy", "TRACKED");
        shelf.leasesRunOut();
        shelf.sweep();
        shelf.shows("odd", 0, 1, 4);
    }

    @Test
    void a_counter_whose_figures_are_no_numbers_keeps_nobody_from_giving_back_or_keeping() {
        shelf.stocked("odd", 5);
        shelf.stocked("mug", 5);
        shelf.stocked("tea", 5);
        shelf.take("r", line("odd", 1));
        shelf.take("nobodys", line("mug", 1));
        shelf.take("dead", line("tea", 2));
        dies(() -> shelf.keep("dead"));
        shelf.spoils(COUNTERS, "odd", "available", "many");
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10).released()).isEqualTo(2);
        shelf.clock.advance(Keeping.RETAKE_LEASE.plusSeconds(1));
        assertThat(shelf.reservations.sweepStrays(10)).isEqualTo(1);

        shelf.shows("mug", 0, 0, 5);
        shelf.shows("tea", 0, 2, 3);
        shelf.spoils(COUNTERS, "odd", "available", 4L);
        shelf.clock.advance(Keeping.RETAKE_LEASE.plusSeconds(1));
        shelf.sweep();
        shelf.shows("odd", 0, 0, 5);
    }

    @Test
    void what_a_request_holds_that_cannot_be_read_stays_held_and_hides_no_stray() {
        IntStream.range(0, 10).forEach(n -> {
            shelf.stocked("a" + n, 1);
            shelf.take("odd" + n, line("a" + n, 1));
        });
        shelf.spoils(REQUESTS, "odd", "state", "SOLD_ON_CREDIT");
        shelf.stocked("tea", 5);
        shelf.take("dead", line("tea", 2));
        dies(() -> shelf.keep("dead"));
        shelf.leasesRunOut();

        assertThat(IntStream.range(0, 3)
                        .map(round -> shelf.reservations.sweepStrays(5))
                        .sum())
                .isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
        IntStream.range(0, 10).forEach(n -> shelf.shows("a" + n, 1, 0, 0));
    }

    @Test
    void more_counters_than_fit_a_batch_with_entries_that_cannot_be_read_hide_no_stray() {
        IntStream.range(0, 12).forEach(n -> {
            shelf.stocked("a" + n, 1);
            shelf.take("r" + n, line("a" + n, 1));
        });
        shelf.spoils(COUNTERS, "a", "open.0.t", "x");
        shelf.clock.advance(Duration.ofSeconds(1));
        shelf.stocked("tea", 5);
        shelf.take("dead", line("tea", 2));
        dies(() -> shelf.keep("dead"));
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepStrays(5)).isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void more_counters_than_fit_a_batch_whose_change_cannot_be_read_hide_no_other_that_is_owed() {
        Meanwhile meanwhile = new Meanwhile("record");
        Shelf shelf = new Shelf(meanwhile);
        for (String sku : List.of("odd1", "odd2", "odd3", "tea")) {
            meanwhile.does(() -> {
                throw new Stage.Died();
            });
            CounterDefinition counted = new CounterDefinition(sku(sku), 4, 0, Policy.TRACKED, Map.of());
            assertThatThrownBy(() -> shelf.ledger.count(List.of(counted), new OwnerWord("import", Map.of())))
                    .isInstanceOf(Stage.Died.class);
        }
        shelf.spoils(COUNTERS, "odd", "change.kind", "GUESSED");

        assertThat(shelf.ledger.recordOwed(2)).isEqualTo(1);

        assertThat(shelf.ledger.recordOwed(2)).isZero();
        assertThat(shelf.changesOf("tea")).containsExactly("COUNTED 4");
        shelf.spoils(COUNTERS, "odd", "change.kind", "COUNTED");
        assertThat(shelf.ledger.recordOwed(5)).isEqualTo(3);
    }

    @Test
    void what_is_held_or_recorded_or_in_stock_is_listed_without_it_and_pages_are_full() {
        IntStream.range(0, 3).forEach(n -> shelf.stocked("a" + n, 1));
        shelf.stocked("tea", 50);
        shelf.stocked("urn", 50);
        IntStream.range(0, 3).forEach(n -> shelf.take("a" + n, line("tea", 1)));
        shelf.take("b", line("tea", 1));
        shelf.take("c", line("tea", 1));
        shelf.spoils(REQUESTS, "a", "attributes.cartId", 5);
        shelf.spoils(COUNTERS, "a", "total", "some");

        assertThat(shelf.reservations.holding("shop", "", 2, Function.identity()))
                .extracting(request -> request.key().requestId())
                .containsExactly("b", "c");
        assertThat(shelf.ledger.of(sku("tea"), null, 2))
                .extracting(Recorded::id)
                .containsExactly("shop/c", "shop/b");
        assertThat(shelf.reservations.between("shop/", "shop0", 2, Counter::id))
                .containsExactly(sku("tea"), sku("urn"));
        assertThat(shelf.reservations.findAll(List.of(sku("a0"), sku("tea"))))
                .extracting(Counter::id)
                .containsExactly(sku("tea"));
        assertThat(shelf.reservations.known(List.of(sku("a0"), sku("tea"), sku("none"))))
                .satisfies(known -> {
                    assertThat(known.byId()).containsOnlyKeys(sku("tea"));
                    assertThat(known.unreadable()).containsExactly(sku("a0"));
                });
    }

    @Test
    void what_is_wanted_as_something_that_it_is_not_is_left_out_of_a_page() {
        shelf.stocked("tea", 50);
        List.of("a", "b", "c").forEach(request -> shelf.take(request, line("tea", 1)));

        List<String> known = shelf.reservations.holding("shop", "", 2, request -> {
            if (request.id().equals("shop/a")) {
                throw new IllegalArgumentException("Not this one");
            }
            return request.id();
        });

        assertThat(known).containsExactly("shop/b", "shop/c");
    }

    @Test
    void figures_are_not_worked_out_without_a_request_that_cannot_be_read() {
        shelf.stocked("tea", 50);
        shelf.take("odd", line("tea", 2));
        shelf.keep("odd");
        shelf.spoils(REQUESTS, "odd", "take", "x");

        assertThatThrownBy(() -> shelf.ledger.recount(List.of(sku("tea")), true))
                .isInstanceOf(UnreadableDocumentException.class);

        shelf.shows("tea", 0, 2, 48);
    }

    @Test
    void a_counter_that_cannot_be_read_is_not_taken_for_one_that_is_not_there() {
        shelf.stocked("odd", 5);
        shelf.spoils(COUNTERS, "odd", "total", "some");

        assertThatThrownBy(() -> shelf.stocked("odd", 6)).isInstanceOf(UnreadableDocumentException.class);
        assertThatThrownBy(() -> shelf.ledger.adjust(sku("odd"), 1, new OwnerWord("a", Map.of())))
                .isInstanceOf(UnreadableDocumentException.class);
        assertThatThrownBy(() -> shelf.counter("odd")).isInstanceOf(UnreadableDocumentException.class);
    }

    private void dies(Runnable call) {
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(call::run).isInstanceOf(Stage.Died.class);
    }
}
