package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HintsTests {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private final MessagingFixture.MovableClock clock = new MessagingFixture.MovableClock();
    private final Hints hints = new Hints(clock, FRESH);

    @Test
    void however_much_is_written_what_is_kept_of_it_stays_within_its_bytes() {
        String body = "x".repeat(100_000);

        IntStream.range(0, 10_000).forEach(i -> hints.offer("t" + i, List.of(entry("e" + i, body))));

        assertThat(hints.bytes()).isBetween(Hints.MOST_BYTES - 300_000, Hints.MOST_BYTES);
        assertThat(hints.documents()).isLessThan(100);
    }

    @Test
    void what_comes_to_be_owed_meanwhile_counts_as_well() {
        String body = "x".repeat(2_000_000);
        hints.offer("t", List.of(entry("e0", "first")));

        for (int i = 1; i < 20; i++) {
            hints.offer(
                    "t",
                    IntStream.range(0, i).mapToObj(n -> entry("e" + n, body)).toList());
        }

        assertThat(hints.bytes()).isLessThanOrEqualTo(Hints.MOST_BYTES);
    }

    @Test
    void what_has_arrived_is_forgotten() throws InterruptedException {
        hints.offer("t1", List.of(entry("e1", "{}")));
        hints.offer("t1", List.of(entry("e1", "{}"), entry("e2", "{}")));
        List<Owed> taken = hints.take(10, Duration.ZERO);

        hints.arrived(taken.getFirst(), true);

        List<Owed> followed = hints.take(10, Duration.ZERO);
        assertThat(followed.getFirst().entries())
                .extracting(OutboxEntry::eventId)
                .containsExactly("e2");
        hints.arrived(followed.getFirst(), true);
        assertThat(hints.bytes()).isZero();
        assertThat(hints.documents()).isZero();
    }

    @Test
    void what_follows_one_that_did_not_arrive_is_left_to_the_sweeper() throws InterruptedException {
        hints.offer("t1", List.of(entry("e1", "{}")));
        hints.offer("t1", List.of(entry("e1", "{}"), entry("e2", "{}")));

        hints.arrived(hints.take(10, Duration.ZERO).getFirst(), false);

        assertThat(hints.take(10, Duration.ZERO)).isEmpty();
        assertThat(hints.bytes()).isZero();
    }

    @Test
    void a_hint_that_waited_so_long_that_another_nodes_sweeper_may_be_at_it_is_dropped() throws InterruptedException {
        hints.offer("old", List.of(entry("e1", "{}")));
        clock.advance(FRESH.plusMillis(1));
        hints.offer("new", List.of(entry("e2", "{}")));

        assertThat(hints.take(10, Duration.ZERO)).extracting(Owed::documentId).containsExactly("new");
        assertThat(hints.claim("old")).isTrue();
    }

    private OutboxEntry entry(String id, String body) {
        return new OutboxEntry(id, "checkoutCompletion", "cart", "default", "r", clock.instant(), body);
    }
}
