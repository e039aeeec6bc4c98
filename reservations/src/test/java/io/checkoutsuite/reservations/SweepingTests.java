package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CheckoutOutcomes.Outcome.*;
import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.infra.MongoServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepingTests {

    @Test
    void what_no_checkout_holds_is_released_once_when_its_lease_ran_out() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.clock.advance(LEASE.minusSeconds(1));
        assertThat(shelf.reservations.sweepExpired(10).settled())
                .as("within its lease")
                .isZero();
        assertThat(shelf.reservations.sweepStrays(10)).isZero();
        shelf.shows("tea", 2, 0, 3);
        assertThat(shelf.checkouts.questions).isEmpty();
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10).settled()).isEqualTo(1);
        assertThat(shelf.reservations.sweepExpired(10).settled()).isZero();

        shelf.shows("tea", 0, 0, 5);
        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.EXPIRED));
    }

    @Test
    void a_longer_lease_outlives_the_sweeps() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.clock.advance(LEASE.dividedBy(2));

        assertThat(shelf.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        shelf.clock.advance(LEASE.dividedBy(2).plusSeconds(1));
        shelf.sweep();
        shelf.shows("tea", 2, 0, 3);

        shelf.leasesRunOut();
        shelf.sweep();
        shelf.shows("tea", 0, 0, 5);
        assertThat(shelf.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.RELEASED);
    }

    @Test
    void a_shorter_lease_does_not_cut_a_longer_one() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));

        assertThat(shelf.reservations.extend(request("r"), Duration.ofSeconds(1)))
                .isEqualTo(ExtendResult.EXTENDED);

        assertThat(shelf.requestOf("r").until()).isEqualTo(shelf.clock.instant().plus(LEASE));
    }

    @Test
    void a_lease_lengthened_while_the_sweep_looks_is_not_cut() {
        Meanwhile meanwhile = new Meanwhile("expire");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.leasesRunOut();
        meanwhile.does(() -> shelf.reservations.extend(request("r"), LEASE));

        assertThat(shelf.reservations.sweepExpired(10).settled()).isZero();

        shelf.shows("tea", 2, 0, 3);
        assertThat(shelf.requestOf("r").state()).isEqualTo(State.SOFT);
    }

    @Test
    void an_entry_of_a_process_that_died_while_keeping_is_counted_as_kept() {
        Meanwhile meanwhile = new Meanwhile("fold");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(() -> shelf.keep("r")).isInstanceOf(Stage.Died.class);
        shelf.shows("tea", 2, 0, 3);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepStrays(10)).isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void a_late_add_after_the_rollback_gives_itself_back() {
        Meanwhile meanwhile = new Meanwhile("add");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 5);
        meanwhile.does(() -> shelf.giveBack("r"));

        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.ROLLED_BACK));

        shelf.shows("tea", 0, 0, 5);
    }

    @Test
    void a_late_sweep_leaves_what_the_completion_took_anew() {
        Meanwhile meanwhile = new Meanwhile("give back");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.leasesRunOut();
        meanwhile.does(() -> shelf.keep("r"));

        assertThat(shelf.reservations.sweepExpired(10).settled()).isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void many_leases_are_released_batch_by_batch() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 50);
        IntStream.range(0, 25).forEach(n -> shelf.take("r" + n, line("tea", 2)));
        shelf.shows("tea", 50, 0, 0);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10).settled()).isEqualTo(10);
        assertThat(shelf.reservations.sweepExpired(10).settled()).isEqualTo(10);
        assertThat(shelf.reservations.sweepExpired(10).settled()).isEqualTo(5);

        shelf.shows("tea", 0, 0, 50);
    }

    @Test
    void what_a_completed_checkout_holds_is_committed() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 2);
        shelf.stocked("water", 0, Policy.ALWAYS);
        shelf.take("r", line("tea", 2), line("water", 7));
        shelf.checkouts.became("r", COMPLETED);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(new SweepResult(1, 0, 0, false));

        shelf.shows("tea", 0, 2, 0);
        assertThat(shelf.requestOf("r").state()).isEqualTo(State.HARD);
        assertThat(shelf.requestOf("r").uncounted()).containsExactly(sku("water"));
        assertThat(shelf.take("bob", line("tea", 1))).isInstanceOf(Taken.Short.class);
        assertThat(shelf.keep("r")).as("the completion arrives late").isEqualTo(new Kept.Done());
        shelf.shows("tea", 0, 2, 0);
    }

    @Test
    void what_a_completed_checkout_has_lost_is_left_to_its_completion() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.stocked("mug", 5);
        shelf.take("r", line("tea", 2), line("mug", 1));
        shelf.loses("r", "tea", 2);
        shelf.checkouts.became("r", COMPLETED);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(new SweepResult(0, 1, 0, false));
        assertThat(shelf.reservations.sweepExpired(10).settled()).isZero();

        shelf.shows("mug", 1, 0, 4);
        assertThat(shelf.keep("r")).isEqualTo(new Kept.Done());
        shelf.shows("tea", 0, 2, 3);
        shelf.shows("mug", 0, 1, 4);
    }

    @Test
    void what_a_running_checkout_holds_stays_held_however_long_it_runs() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 2);
        shelf.take("r", line("tea", 2));
        shelf.checkouts.became("r", RUNNING);

        for (int round = 0; round < 20; round++) {
            shelf.leasesRunOut();
            assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(new SweepResult(0, 1, 0, false));
            assertThat(shelf.reservations.sweepExpired(10).settled()).isZero();
            assertThat(shelf.reservations.sweepStrays(10)).isZero();
            assertThat(shelf.take("bob" + round, line("tea", 1))).isInstanceOf(Taken.Short.class);
        }

        shelf.shows("tea", 2, 0, 0);
        shelf.checkouts.became("r", ROLLED_BACK);
        shelf.leasesRunOut();
        shelf.sweep();
        shelf.shows("tea", 0, 0, 2);
    }

    @Test
    void what_a_checkout_that_was_rolled_back_holds_is_released_for_good() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 2);
        shelf.take("r", line("tea", 2));
        shelf.checkouts.became("r", ROLLED_BACK);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(new SweepResult(0, 0, 1, false));

        shelf.shows("tea", 0, 0, 2);
        assertThat(shelf.keep("r", line("tea", 2))).isEqualTo(new Kept.RolledBack());
        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.ROLLED_BACK));
    }

    @Test
    void nothing_is_released_while_nobody_can_tell_the_outcome_and_all_is_settled_afterwards() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 6);
        shelf.take("sold", line("tea", 2));
        shelf.take("open", line("tea", 2));
        shelf.take("nobodys", line("tea", 2));
        shelf.checkouts.became("sold", COMPLETED);
        shelf.checkouts.became("open", RUNNING);
        shelf.checkouts.areUnavailable();

        for (int round = 0; round < 20; round++) {
            shelf.leasesRunOut();
            assertThat(shelf.reservations.sweepExpired(10))
                    .matches(swept -> swept.committed() == 0 && swept.released() == 0 && !swept.more());
            shelf.reservations.sweepStrays(10);
            shelf.shows("tea", 6, 0, 0);
            assertThat(shelf.reservations.tenantsWithoutOutcomes()).isEqualTo(1);
        }
        shelf.checkouts.areToldAgain();
        shelf.leasesRunOut();
        shelf.sweep();

        shelf.shows("tea", 2, 2, 2);
        assertThat(shelf.reservations.tenantsWithoutOutcomes()).isZero();
    }

    @Test
    void who_does_not_answer_is_asked_less_and_less_often() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 50);
        IntStream.range(0, 20).forEach(n -> shelf.take("r" + n, line("tea", 1)));
        shelf.checkouts.areUnavailable();
        shelf.leasesRunOut();

        for (int second = 0; second < 3_600; second++) {
            shelf.reservations.sweepExpired(500);
            shelf.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(shelf.checkouts.questions)
                .startsWith("shop 20", "shop 10", "shop 5")
                .hasSizeBetween(100, 130);
        shelf.shows("tea", 20, 0, 30);
        shelf.checkouts.areToldAgain();
        shelf.clock.advance(Duration.ofSeconds(31));
        shelf.sweep();
        shelf.shows("tea", 0, 0, 50);
    }

    @Test
    void a_tenant_without_answers_hides_no_other() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 100);
        RequestKey other = new RequestKey("market", "r");
        shelf.reservations.define(List.of(new CounterDefinition("market/tea", 5, 0, Policy.TRACKED, Map.of())));
        IntStream.range(0, 30).forEach(n -> shelf.take("r" + n, line("tea", 1)));
        shelf.reservations.take(other, List.of(new Line("market/tea", 5)), LEASE.plusSeconds(1), Map.of());
        shelf.checkouts.areUnavailableOf("shop");
        shelf.leasesRunOut();
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10).released())
                .as("thirty other requests come first")
                .isZero();
        assertThat(shelf.reservations.sweepExpired(10).released()).isEqualTo(1);

        shelf.shows("tea", 30, 0, 70);
        assertThat(shelf.reservations.find("market/tea").orElseThrow().available())
                .isEqualTo(5);
    }

    @Test
    void a_request_that_nobody_can_tell_about_hides_no_other() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 100);
        shelf.take("odd", line("tea", 1));
        shelf.clock.advance(Duration.ofSeconds(1));
        IntStream.range(0, 30).forEach(n -> shelf.take("r" + n, line("tea", 1)));
        shelf.checkouts.cannotBeToldOf("odd");
        shelf.leasesRunOut();
        shelf.leasesRunOut();

        for (int second = 0; second < 120; second++) {
            SweepResult swept;
            do {
                swept = shelf.reservations.sweepExpired(10);
            } while (swept.more());
            shelf.clock.advance(Duration.ofSeconds(1));
        }

        shelf.shows("tea", 1, 0, 99);
        assertThat(shelf.requestOf("odd").state()).isEqualTo(State.SOFT);
    }

    @Test
    void entries_of_running_checkouts_hide_no_stray() {
        Meanwhile meanwhile = new Meanwhile("fold");
        Shelf shelf = new Shelf(meanwhile);
        IntStream.range(0, 10).forEach(n -> {
            shelf.stocked("a" + n, 1);
            shelf.take("r" + n, line("a" + n, 1));
        });
        shelf.stocked("tea", 5);
        shelf.take("dead", line("tea", 2));
        meanwhile.does(() -> {
            throw new Stage.Died();
        });
        assertThatThrownBy(() -> shelf.keep("dead")).isInstanceOf(Stage.Died.class);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepStrays(5)
                        + shelf.reservations.sweepStrays(5)
                        + shelf.reservations.sweepStrays(5))
                .isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
        IntStream.range(0, 10).forEach(n -> shelf.shows("a" + n, 1, 0, 0));
    }

    @Test
    void an_entry_that_a_repeated_call_is_about_to_adopt_is_not_released_before() {
        Meanwhile meanwhile = new Meanwhile("add");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 2);
        shelf.stocked("mug", 1);
        shelf.take("r", line("tea", 2), line("mug", 1));
        shelf.loses("r", "mug", 1);
        shelf.leasesRunOut();
        meanwhile.does(() -> {
            shelf.reservations.sweepStrays(10);
            shelf.take("bob", line("tea", 1));
        });

        assertThat(shelf.take("r", line("tea", 2), line("mug", 1))).isEqualTo(new Taken.Granted());

        shelf.shows("tea", 2, 0, 0);
    }

    @Test
    void a_checkout_that_completes_while_the_sweep_asks_is_committed_once() {
        Meanwhile meanwhile = new Meanwhile("harden");
        Shelf shelf = new Shelf(meanwhile);
        shelf.stocked("tea", 2);
        shelf.take("r", line("tea", 2));
        shelf.checkouts.became("r", COMPLETED);
        shelf.leasesRunOut();
        meanwhile.does(() -> shelf.keep("r"));

        shelf.reservations.sweepExpired(10);

        shelf.shows("tea", 0, 2, 0);
        assertThat(shelf.requestOf("r").state()).isEqualTo(State.HARD);
    }

    @Test
    void the_answer_to_an_extension_says_how_the_hold_stands() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));

        assertThat(shelf.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        assertThat(shelf.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        shelf.leasesRunOut();
        assertThat(shelf.reservations.extend(request("r"), LEASE))
                .as("expired, but not settled")
                .isEqualTo(ExtendResult.EXTENDED);
        shelf.keep("r");
        assertThat(shelf.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.COMMITTED);
        shelf.giveBack("s");
        assertThat(shelf.reservations.extend(request("s"), LEASE)).isEqualTo(ExtendResult.RELEASED);
        assertThat(shelf.reservations.extend(request("nobody"), LEASE)).isEqualTo(ExtendResult.UNKNOWN);
        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void no_call_searches_the_requests_one_by_one() {
        try (MongoServer server = MongoServer.inMemory(0);
                MongoClient client = MongoClients.create(server.uri())) {
            Shelf shelf = new Shelf(client, "shop", Pace.FULL);
            shelf.stocked("tea", 50);
            long before = server.scans();

            shelf.take("r", line("tea", 2));
            shelf.take("r", line("tea", 2));
            shelf.take("short", line("tea", 200));
            shelf.take("s", line("tea", 1));
            shelf.take("late", line("tea", 1));
            shelf.keep("r");
            shelf.keep("short");
            shelf.giveBack("s");
            shelf.leasesRunOut();
            shelf.reservations.sweepExpired(10);

            shelf.shows("tea", 0, 2, 48);
            assertThat(server.scans() - before).isZero();
        }
    }
}
