package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.infra.MongoServer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepingTests {

    @Test
    void a_lease_that_ran_out_is_released_once() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        assertThat(shelf.reservations.sweepExpired(10)).as("within its lease").isZero();
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(1);
        assertThat(shelf.reservations.sweepExpired(10)).isZero();

        shelf.shows("tea", 0, 0, 5);
        assertThat(shelf.take("r", line("tea", 2))).isEqualTo(new Taken.Closed(ReleaseReason.EXPIRED));
    }

    @Test
    void a_longer_lease_outlives_the_sweeps() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));
        shelf.clock.advance(LEASE.dividedBy(2));

        assertThat(shelf.reservations.extend(request("r"), LEASE)).isTrue();
        shelf.clock.advance(LEASE.dividedBy(2).plusSeconds(1));
        shelf.sweep();
        shelf.shows("tea", 2, 0, 3);

        shelf.leasesRunOut();
        shelf.sweep();
        shelf.shows("tea", 0, 0, 5);
        assertThat(shelf.reservations.extend(request("r"), LEASE)).isFalse();
    }

    @Test
    void a_shorter_lease_does_not_cut_a_longer_one() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 5);
        shelf.take("r", line("tea", 2));

        assertThat(shelf.reservations.extend(request("r"), Duration.ofSeconds(1)))
                .isTrue();

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

        assertThat(shelf.reservations.sweepExpired(10)).isZero();

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

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(1);

        shelf.shows("tea", 0, 2, 3);
    }

    @Test
    void many_leases_are_released_batch_by_batch() {
        Shelf shelf = new Shelf();
        shelf.stocked("tea", 50);
        IntStream.range(0, 25).forEach(n -> shelf.take("r" + n, line("tea", 2)));
        shelf.shows("tea", 50, 0, 0);
        shelf.leasesRunOut();

        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(10);
        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(10);
        assertThat(shelf.reservations.sweepExpired(10)).isEqualTo(5);

        shelf.shows("tea", 0, 0, 50);
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
