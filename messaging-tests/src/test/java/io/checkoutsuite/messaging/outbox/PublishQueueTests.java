package io.checkoutsuite.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishQueueTests {

    private static final Duration MAX_AGE = Duration.ofSeconds(3);

    private final MessagingFixture.BreakableClock clock = new MessagingFixture.BreakableClock();
    private final PublishQueue queue = new PublishQueue(clock, MAX_AGE);

    @Test
    void however_much_is_written_the_queue_stays_within_its_bytes() {
        String body = "x".repeat(100_000);

        IntStream.range(0, 10_000).forEach(i -> queue.offer(pending("t" + i, "e" + i, body)));

        assertThat(queue.bytes()).isBetween(PublishQueue.MAX_BYTES - 300_000, PublishQueue.MAX_BYTES);
        assertThat(queue.documents()).isLessThan(100);
    }

    @Test
    void what_is_complete_is_forgotten() throws InterruptedException {
        queue.offer(pending("t1", "e1", "{}"));
        queue.offer(pending("t1", "e2", "{}"));
        List<PendingEvents> polled = queue.poll(10, Duration.ZERO);

        queue.complete(polled.getFirst());

        assertThat(queue.tryAcquire("t1")).as("the second is still in progress").isFalse();
        queue.complete(polled.getLast());
        assertThat(queue.bytes()).isZero();
        assertThat(queue.documents()).isZero();
    }

    @Test
    void a_document_stays_acquired_until_its_last_user_has_released_it() {
        assertThat(queue.tryAcquire("t1")).isTrue();
        queue.offer(pending("t1", "e1", "{}"));

        queue.release("t1");

        assertThat(queue.tryAcquire("t1")).isFalse();
    }

    @Test
    void events_that_waited_so_long_that_another_nodes_sweeper_may_publish_them_are_dropped()
            throws InterruptedException {
        queue.offer(pending("old", "e1", "{}"));
        clock.advance(MAX_AGE.plusMillis(1));
        queue.offer(pending("new", "e2", "{}"));

        assertThat(queue.poll(10, Duration.ZERO))
                .extracting(PendingEvents::documentId, PendingEvents::beginBefore)
                .containsExactly(tuple("new", clock.instant().plus(MAX_AGE)));
        assertThat(queue.tryAcquire("old")).isTrue();
    }

    private PendingEvents pending(String document, String eventId, String body) {
        return new PendingEvents(
                document,
                List.of(new OutboxEntry(eventId, "checkoutCompletion", "cart", "default", "r", clock.instant(), body)));
    }
}
