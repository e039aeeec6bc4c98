package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static io.checkoutsuite.reservations.expiry.CheckoutOutcomes.Outcome.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.expiry.SweepResult;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ExtendResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReserveResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpirySweepTests {

    @Test
    void what_no_checkout_holds_is_released_once_when_its_lease_ran_out() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.clock.advance(LEASE.minusSeconds(1));
        assertThat(stock.expiry.settleExpired(10).settled())
                .as("within its lease")
                .isZero();
        assertThat(stock.expiry.settleOrphans(10)).isZero();
        stock.shows("tea", 2, 0, 3);
        assertThat(stock.checkouts.questions).isEmpty();
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10).settled()).isEqualTo(1);
        assertThat(stock.expiry.settleExpired(10).settled()).isZero();

        stock.shows("tea", 0, 0, 5);
        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Closed(ReleaseReason.EXPIRED));
    }

    @Test
    void a_longer_lease_outlives_the_sweeps() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.clock.advance(LEASE.dividedBy(2));

        assertThat(stock.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        stock.clock.advance(LEASE.dividedBy(2).plusSeconds(1));
        stock.sweep();
        stock.shows("tea", 2, 0, 3);

        stock.leasesRunOut();
        stock.sweep();
        stock.shows("tea", 0, 0, 5);
        assertThat(stock.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.RELEASED);
    }

    @Test
    void a_shorter_lease_does_not_cut_a_longer_one() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));

        assertThat(stock.reservations.extend(request("r"), Duration.ofSeconds(1)))
                .isEqualTo(ExtendResult.EXTENDED);

        assertThat(stock.leaseOf("r")).isEqualTo(stock.clock.instant().plus(LEASE));
    }

    @Test
    void a_lease_extended_while_the_sweep_looks_is_not_cut() {
        BeforeStep beforeStep = new BeforeStep("ExpiredRequests.release");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.leasesRunOut();
        beforeStep.doOnce(() -> stock.reservations.extend(request("r"), LEASE));

        assertThat(stock.expiry.settleExpired(10).settled()).isZero();

        stock.shows("tea", 2, 0, 3);
        assertThat(stock.requestOf("r").state()).isInstanceOf(RequestState.Reserved.class);
    }

    @Test
    void a_hold_of_a_process_that_died_while_committing_is_settled() {
        BeforeStep beforeStep = new BeforeStep("Holds.settle");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(() -> stock.commit("r")).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
        stock.shows("tea", 2, 0, 3);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleOrphans(10)).isEqualTo(1);

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void a_hold_placed_late_after_the_rollback_releases_itself() {
        BeforeStep beforeStep = new BeforeStep("Holds.place");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 5);
        beforeStep.doOnce(() -> stock.release("r"));

        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Closed(ReleaseReason.ROLLED_BACK));

        stock.shows("tea", 0, 0, 5);
    }

    @Test
    void a_late_sweep_leaves_what_the_completion_reacquired() {
        BeforeStep beforeStep = new BeforeStep("Holds.release");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));
        stock.leasesRunOut();
        beforeStep.doOnce(() -> stock.commit("r"));

        assertThat(stock.expiry.settleExpired(10).settled()).isEqualTo(1);

        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void many_leases_are_released_batch_by_batch() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 50);
        IntStream.range(0, 25).forEach(n -> stock.reserve("r" + n, line("tea", 2)));
        stock.shows("tea", 50, 0, 0);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10).settled()).isEqualTo(10);
        assertThat(stock.expiry.settleExpired(10).settled()).isEqualTo(10);
        assertThat(stock.expiry.settleExpired(10).settled()).isEqualTo(5);

        stock.shows("tea", 0, 0, 50);
    }

    @Test
    void what_a_completed_checkout_holds_is_committed() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 2);
        stock.stocked("water", 0, AvailabilityPolicy.ALWAYS);
        stock.reserve("r", line("tea", 2), line("water", 7));
        stock.checkouts.became("r", COMPLETED);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10)).isEqualTo(new SweepResult(1, 0, 0, false));

        stock.shows("tea", 0, 2, 0);
        assertThat(stock.requestOf("r").state())
                .isEqualTo(new RequestState.Committed(List.of(), List.of(sku("water")), false));
        assertThat(stock.reserve("bob", line("tea", 1))).isInstanceOf(ReserveResult.Refused.class);
        assertThat(stock.commit("r")).as("the completion arrives late").isEqualTo(new CommitResult.Committed());
        stock.shows("tea", 0, 2, 0);
    }

    @Test
    void what_a_completed_checkout_has_lost_is_left_to_its_completion() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 5);
        stock.stocked("mug", 5);
        stock.reserve("r", line("tea", 2), line("mug", 1));
        stock.loses("r", "tea", 2);
        stock.checkouts.became("r", COMPLETED);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10)).isEqualTo(new SweepResult(0, 1, 0, false));
        assertThat(stock.expiry.settleExpired(10).settled()).isZero();

        stock.shows("mug", 1, 0, 4);
        assertThat(stock.commit("r")).isEqualTo(new CommitResult.Committed());
        stock.shows("tea", 0, 2, 3);
        stock.shows("mug", 0, 1, 4);
    }

    @Test
    void what_a_running_checkout_holds_stays_held_however_long_it_runs() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 2);
        stock.reserve("r", line("tea", 2));
        stock.checkouts.became("r", RUNNING);

        for (int round = 0; round < 20; round++) {
            stock.leasesRunOut();
            assertThat(stock.expiry.settleExpired(10)).isEqualTo(new SweepResult(0, 1, 0, false));
            assertThat(stock.expiry.settleExpired(10).settled()).isZero();
            assertThat(stock.expiry.settleOrphans(10)).isZero();
            assertThat(stock.reserve("bob" + round, line("tea", 1))).isInstanceOf(ReserveResult.Refused.class);
        }

        stock.shows("tea", 2, 0, 0);
        stock.checkouts.became("r", ROLLED_BACK);
        stock.leasesRunOut();
        stock.sweep();
        stock.shows("tea", 0, 0, 2);
    }

    @Test
    void what_a_checkout_that_was_rolled_back_holds_is_released_for_good() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 2);
        stock.reserve("r", line("tea", 2));
        stock.checkouts.became("r", ROLLED_BACK);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10)).isEqualTo(new SweepResult(0, 0, 1, false));

        stock.shows("tea", 0, 0, 2);
        assertThat(stock.commit("r", line("tea", 2))).isEqualTo(new CommitResult.RolledBack());
        assertThat(stock.reserve("r", line("tea", 2))).isEqualTo(new ReserveResult.Closed(ReleaseReason.ROLLED_BACK));
    }

    @Test
    void nothing_is_released_while_outcomes_are_unavailable_and_all_is_settled_afterwards() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 6);
        stock.reserve("sold", line("tea", 2));
        stock.reserve("open", line("tea", 2));
        stock.reserve("nobodys", line("tea", 2));
        stock.checkouts.became("sold", COMPLETED);
        stock.checkouts.became("open", RUNNING);
        stock.checkouts.areUnavailable();

        for (int round = 0; round < 20; round++) {
            stock.leasesRunOut();
            assertThat(stock.expiry.settleExpired(10))
                    .matches(swept -> swept.committed() == 0 && swept.released() == 0 && !swept.more());
            stock.expiry.settleOrphans(10);
            stock.shows("tea", 6, 0, 0);
            assertThat(stock.expiry.tenantsWithoutOutcomes()).isEqualTo(1);
        }
        stock.checkouts.areAvailableAgain();
        stock.leasesRunOut();
        stock.sweep();

        stock.shows("tea", 2, 2, 2);
        assertThat(stock.expiry.tenantsWithoutOutcomes()).isZero();
    }

    @Test
    void an_unavailable_service_is_asked_less_and_less_often() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 50);
        IntStream.range(0, 20).forEach(n -> stock.reserve("r" + n, line("tea", 1)));
        stock.checkouts.areUnavailable();
        stock.leasesRunOut();

        for (int second = 0; second < 3_600; second++) {
            stock.expiry.settleExpired(500);
            stock.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(stock.checkouts.questions)
                .startsWith("shop 20", "shop 10", "shop 5")
                .hasSizeBetween(100, 130);
        stock.shows("tea", 20, 0, 30);
        stock.checkouts.areAvailableAgain();
        stock.clock.advance(Duration.ofSeconds(31));
        stock.sweep();
        stock.shows("tea", 0, 0, 50);
    }

    @Test
    void a_tenant_without_answers_hides_no_other() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 100);
        RequestKey other = new RequestKey("market", "r");
        stock.counters.define(List.of(new CounterDefinition("market/tea", 5, 0, AvailabilityPolicy.TRACKED, Map.of())));
        IntStream.range(0, 30).forEach(n -> stock.reserve("r" + n, line("tea", 1)));
        stock.reservations.reserve(other, List.of(new Line("market/tea", 5)), LEASE.plusSeconds(1), Map.of());
        stock.checkouts.areUnavailableForTenant("shop");
        stock.leasesRunOut();
        stock.leasesRunOut();

        assertThat(stock.expiry.settleExpired(10).released())
                .as("thirty other requests come first")
                .isZero();
        assertThat(stock.expiry.settleExpired(10).released()).isEqualTo(1);

        stock.shows("tea", 30, 0, 70);
        assertThat(stock.counters.find("market/tea").orElseThrow().available()).isEqualTo(5);
    }

    @Test
    void a_request_whose_outcome_is_unavailable_hides_no_other() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 100);
        stock.reserve("odd", line("tea", 1));
        stock.clock.advance(Duration.ofSeconds(1));
        IntStream.range(0, 30).forEach(n -> stock.reserve("r" + n, line("tea", 1)));
        stock.checkouts.areUnavailableForRequest("odd");
        stock.leasesRunOut();
        stock.leasesRunOut();

        for (int second = 0; second < 120; second++) {
            SweepResult swept;
            do {
                swept = stock.expiry.settleExpired(10);
            } while (swept.more());
            stock.clock.advance(Duration.ofSeconds(1));
        }

        stock.shows("tea", 1, 0, 99);
        assertThat(stock.requestOf("odd").state()).isInstanceOf(RequestState.Reserved.class);
    }

    @Test
    void holds_of_running_checkouts_hide_no_orphan() {
        BeforeStep beforeStep = new BeforeStep("Holds.settle");
        StockFixture stock = new StockFixture(beforeStep);
        IntStream.range(0, 10).forEach(n -> {
            stock.stocked("a" + n, 1);
            stock.reserve("r" + n, line("a" + n, 1));
        });
        stock.stocked("tea", 5);
        stock.reserve("dead", line("tea", 2));
        beforeStep.doOnce(() -> {
            throw new InterleavingScheduler.SimulatedCrash();
        });
        assertThatThrownBy(() -> stock.commit("dead")).isInstanceOf(InterleavingScheduler.SimulatedCrash.class);
        stock.leasesRunOut();

        assertThat(stock.expiry.settleOrphans(5) + stock.expiry.settleOrphans(5) + stock.expiry.settleOrphans(5))
                .isEqualTo(1);

        stock.shows("tea", 0, 2, 3);
        IntStream.range(0, 10).forEach(n -> stock.shows("a" + n, 1, 0, 0));
    }

    @Test
    void a_hold_that_a_repeated_call_is_about_to_adopt_is_not_released_before() {
        BeforeStep beforeStep = new BeforeStep("Holds.place");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 2);
        stock.stocked("mug", 1);
        stock.reserve("r", line("tea", 2), line("mug", 1));
        stock.loses("r", "mug", 1);
        stock.leasesRunOut();
        beforeStep.doOnce(() -> {
            stock.expiry.settleOrphans(10);
            stock.reserve("bob", line("tea", 1));
        });

        assertThat(stock.reserve("r", line("tea", 2), line("mug", 1))).isEqualTo(new ReserveResult.Reserved());

        stock.shows("tea", 2, 0, 0);
    }

    @Test
    void a_checkout_that_completes_while_the_sweep_asks_is_committed_once() {
        BeforeStep beforeStep = new BeforeStep("Requests.commit");
        StockFixture stock = new StockFixture(beforeStep);
        stock.stocked("tea", 2);
        stock.reserve("r", line("tea", 2));
        stock.checkouts.became("r", COMPLETED);
        stock.leasesRunOut();
        beforeStep.doOnce(() -> stock.commit("r"));

        stock.expiry.settleExpired(10);

        stock.shows("tea", 0, 2, 0);
        assertThat(stock.requestOf("r").state()).isInstanceOf(RequestState.Committed.class);
    }

    @Test
    void the_answer_to_an_extension_says_how_the_hold_stands() {
        StockFixture stock = new StockFixture();
        stock.stocked("tea", 5);
        stock.reserve("r", line("tea", 2));

        assertThat(stock.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        assertThat(stock.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.EXTENDED);
        stock.leasesRunOut();
        assertThat(stock.reservations.extend(request("r"), LEASE))
                .as("expired, but not settled")
                .isEqualTo(ExtendResult.EXTENDED);
        stock.commit("r");
        assertThat(stock.reservations.extend(request("r"), LEASE)).isEqualTo(ExtendResult.COMMITTED);
        stock.release("s");
        assertThat(stock.reservations.extend(request("s"), LEASE)).isEqualTo(ExtendResult.RELEASED);
        assertThat(stock.reservations.extend(request("nobody"), LEASE)).isEqualTo(ExtendResult.UNKNOWN);
        stock.shows("tea", 0, 2, 3);
    }

    @Test
    void no_call_searches_the_requests_one_by_one() {
        try (MongoServer server = MongoServer.inMemory(0);
                MongoClient client = MongoClients.create(server.uri())) {
            StockFixture stock = new StockFixture(client, "shop");
            stock.stocked("tea", 50);
            long before = server.scans();

            stock.reserve("r", line("tea", 2));
            stock.reserve("r", line("tea", 2));
            stock.reserve("short", line("tea", 200));
            stock.reserve("s", line("tea", 1));
            stock.reserve("late", line("tea", 1));
            stock.commit("r");
            stock.commit("short");
            stock.release("s");
            stock.leasesRunOut();
            stock.expiry.settleExpired(10);

            stock.shows("tea", 0, 2, 48);
            assertThat(server.scans() - before).isZero();
        }
    }
}
