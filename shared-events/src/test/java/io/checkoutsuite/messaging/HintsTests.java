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

        IntStream.range(0, 10_000).forEach(i -> hints.offer(owed("t" + i, "e" + i, body)));

        assertThat(hints.bytes()).isBetween(Hints.MOST_BYTES - 300_000, Hints.MOST_BYTES);
        assertThat(hints.documents()).isLessThan(100);
    }

    @Test
    void what_has_arrived_is_forgotten() throws InterruptedException {
        hints.offer(owed("t1", "e1", "{}"));
        hints.offer(owed("t1", "e2", "{}"));
        List<Owed> taken = hints.take(10, Duration.ZERO);

        hints.arrived(taken.getFirst());

        assertThat(hints.claim("t1")).as("the second is still in progress").isFalse();
        hints.arrived(taken.getLast());
        assertThat(hints.bytes()).isZero();
        assertThat(hints.documents()).isZero();
    }

    @Test
    void a_document_that_is_swept_is_left_when_its_last_visitor_has_left() {
        assertThat(hints.claim("t1")).isTrue();
        hints.offer(owed("t1", "e1", "{}"));

        hints.leave("t1");

        assertThat(hints.claim("t1")).isFalse();
    }

    @Test
    void a_hint_that_waited_so_long_that_another_nodes_sweeper_may_be_at_it_is_dropped() throws InterruptedException {
        hints.offer(owed("old", "e1", "{}"));
        clock.advance(FRESH.plusMillis(1));
        hints.offer(owed("new", "e2", "{}"));

        assertThat(hints.take(10, Duration.ZERO)).extracting(Owed::documentId).containsExactly("new");
        assertThat(hints.claim("old")).isTrue();
    }

    private Owed owed(String document, String eventId, String body) {
        return new Owed(
                document,
                List.of(new OutboxEntry(eventId, "checkoutCompletion", "cart", "default", "r", clock.instant(), body)));
    }
}
