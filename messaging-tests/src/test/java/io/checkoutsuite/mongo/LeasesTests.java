package io.checkoutsuite.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.messaging.MessagingFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeasesTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static MessagingFixture fixture;

    private final Leases oneNode = new Leases(fixture.mongo, fixture.clock);
    private final Leases otherNode = new Leases(fixture.mongo, fixture.clock);

    @BeforeAll
    static void connect() {
        fixture = new MessagingFixture();
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @Test
    void one_node_holds_a_job_until_its_lease_is_over_and_the_next_holder_has_a_larger_token() {
        Leases.Lease first = oneNode.acquire("job", MINUTE).orElseThrow();

        assertThat(otherNode.acquire("job", MINUTE)).isEmpty();
        fixture.clock.advance(MINUTE.plusMillis(1));

        assertThat(otherNode.acquire("job", MINUTE))
                .hasValueSatisfying(second -> assertThat(second.token()).isGreaterThan(first.token()));
    }

    @Test
    void a_released_job_is_free_at_once_and_an_old_lease_releases_nothing() {
        Leases.Lease old = oneNode.acquire("released", MINUTE).orElseThrow();
        oneNode.release(old);
        assertThat(otherNode.acquire("released", MINUTE)).isPresent();

        oneNode.release(old);

        assertThat(oneNode.acquire("released", MINUTE)).isEmpty();
    }

    @Test
    void owners_within_a_process_exclude_each_other() {
        String oneOwner = oneNode.owner() + "/one";

        assertThat(oneNode.acquire("shared", oneOwner, MINUTE)).isPresent();

        assertThat(oneNode.acquire("shared", oneNode.owner() + "/other", MINUTE))
                .isEmpty();
        assertThat(oneNode.acquire("shared", MINUTE)).isEmpty();
        assertThat(oneNode.acquire("shared", oneOwner, MINUTE)).as("its own").isPresent();
    }

    @Test
    void a_renewed_lease_keeps_its_token_and_one_that_has_expired_or_was_released_is_not_renewed() {
        Leases.Lease lease = oneNode.acquire("renewed", MINUTE).orElseThrow();
        fixture.clock.advance(MINUTE);

        assertThat(oneNode.renew(lease, MINUTE))
                .hasValueSatisfying(renewed -> assertThat(renewed.token()).isEqualTo(lease.token()));
        fixture.clock.advance(MINUTE);
        assertThat(otherNode.acquire("renewed", MINUTE)).isEmpty();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(oneNode.renew(lease, MINUTE)).as("expired").isEmpty();
        Leases.Lease next = otherNode.acquire("renewed", MINUTE).orElseThrow();
        assertThat(oneNode.renew(lease, MINUTE)).as("taken over").isEmpty();
        otherNode.release(next);
        assertThat(otherNode.renew(next, MINUTE)).as("released").isEmpty();
    }

    @Test
    void work_is_done_by_the_node_that_holds_the_lease_only() {
        assertThat(oneNode.whileHolding("work", MINUTE, () -> "done")).contains("done");
        assertThat(otherNode.whileHolding("work", MINUTE, () -> "done")).isEmpty();
        assertThat(oneNode.whileHolding("work", MINUTE, () -> "again")).contains("again");
    }

    @Test
    void a_holder_whose_lease_was_taken_over_notices() {
        oneNode.whileHolding("lost", MINUTE, () -> "done");
        fixture.clock.advance(MINUTE.plusMillis(1));
        otherNode.whileHolding("lost", MINUTE, () -> "done");

        assertThat(oneNode.whileHolding("lost", MINUTE, () -> "done")).isEmpty();
    }

    @Test
    void a_process_that_stops_releases_its_jobs_so_that_another_goes_on_at_once() {
        oneNode.whileHolding("scheduled", MINUTE, () -> "done");
        oneNode.acquireOrRenew("kept", MINUTE).orElseThrow();

        oneNode.stop();

        assertThat(oneNode.whileHolding("scheduled", MINUTE, () -> "done")).isEmpty();
        assertThat(otherNode.whileHolding("scheduled", MINUTE, () -> "done")).contains("done");
        assertThat(otherNode.acquireOrRenew("kept", MINUTE)).isEmpty();
        oneNode.close();
        assertThat(otherNode.acquireOrRenew("kept", MINUTE)).isPresent();
        assertThat(otherNode.acquireOrRenew("scheduled", MINUTE)).isPresent();
    }

    @Test
    void a_job_that_runs_while_its_process_stops_is_released_when_the_run_ends() {
        oneNode.whileHolding("long", MINUTE, () -> {
            oneNode.stop();
            assertThat(otherNode.whileHolding("long", MINUTE, () -> "done")).isEmpty();
            return "done";
        });

        assertThat(otherNode.whileHolding("long", MINUTE, () -> "done")).contains("done");
    }

    @Test
    void the_database_clock_has_the_servers_time() {
        DatabaseClock clock = new DatabaseClock(fixture.mongo);

        assertThat(clock.instant())
                .isBetween(
                        java.time.Instant.now().minusSeconds(60),
                        java.time.Instant.now().plusSeconds(60));
    }
}
