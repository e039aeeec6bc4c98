package io.checkoutsuite.workqueue.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.operations.ParkedItem;
import io.checkoutsuite.workqueue.queue.LeasedItem;
import io.checkoutsuite.workqueue.queue.NewItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.retry.RetryPolicy;

class WorkQueueConsumerTests {

    private static final WorkQueueSettings SETTINGS =
            Node.settings(100).withVisibility(Duration.ofSeconds(20)).withMaxAttempts(5);
    private static final ConsumerSettings QUICK = ConsumerSettings.of(4)
            .withRetries(RetryPolicy.builder()
                    .maxRetries(Long.MAX_VALUE)
                    .delay(Duration.ofMillis(10))
                    .excludes(IllegalArgumentException.class)
                    .build())
            .withStopTimeout(Duration.ofSeconds(10));

    private final String database = Node.database();
    private final Node node = Node.in(database);
    private final Node otherNode = Node.in(database);
    private final WorkQueue queue = node.queue(SETTINGS);
    private final WorkQueue other = otherNode.queue(SETTINGS);
    private final List<WorkQueueConsumer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(WorkQueueConsumer::stop);
        node.close();
        otherNode.close();
    }

    private WorkQueueConsumer start(ConsumerSettings settings, WorkHandler handler) {
        WorkQueueConsumer consumer = new WorkQueueConsumer(queue, handler, settings);
        started.add(consumer);
        consumer.start();
        return consumer;
    }

    private void awaitEmpty() {
        Eventually.get("all items handled", other::size, size -> size == 0);
    }

    @Test
    void items_of_all_nodes_are_handled_once() throws Exception {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        WorkQueueConsumer consumer = start(QUICK, item -> handled.add(item.payload()));

        for (int i = 0; i < 40; i++) {
            (i % 2 == 0 ? queue : other).put(NewItem.of(String.valueOf(i)));
        }

        awaitEmpty();
        assertThat(handled).hasSize(40).doesNotHaveDuplicates();
        Eventually.get("counted", consumer::handled, count -> count == 40);
        assertThat(consumer.failed()).isZero();
        assertThat(consumer.isAlive()).isTrue();
    }

    @Test
    void as_many_items_as_configured_are_handled_at_the_same_time() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        for (int i = 0; i < 20; i++) {
            queue.add(NewItem.of(String.valueOf(i)));
        }

        start(QUICK, item -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            four.countDown();
            Latches.await(four);
            now.decrementAndGet();
        });

        awaitEmpty();
        assertThat(most).hasValue(4);
    }

    @Test
    void a_failed_item_is_handled_again_until_it_succeeds() {
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        WorkQueueConsumer consumer = start(QUICK, item -> {
            attempts.add(item.attempt());
            if (item.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
        });

        queue.add(NewItem.of("item"));

        awaitEmpty();
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(consumer.failed()).isEqualTo(2);
    }

    @Test
    void delays_grow_with_the_attempts() throws Exception {
        ConsumerSettings growing = QUICK.withRetries(RetryPolicy.builder()
                .maxRetries(Long.MAX_VALUE)
                .delay(Duration.ofHours(1))
                .multiplier(3)
                .build());
        queue.add(NewItem.of("item"));
        queue.retryLater(queue.poll().orElseThrow(), Duration.ZERO, "first");
        queue.add(NewItem.of("another"));

        start(growing, item -> {
            throw new IllegalStateException("unavailable");
        });

        Eventually.get("both have failed", () -> queue.counts().retried(), count -> count == 3);
        List<Duration> delays = node.mongo
                .getCollection("work_queue_slots")
                .find(new Document("state", "FULL"))
                .map(slot -> Duration.between(
                        node.clock.instant(), slot.getDate("visibleAt").toInstant()))
                .into(new ArrayList<>());
        assertThat(delays.stream().map(delay -> Math.round(delay.toSeconds() / 3_600.0)))
                .containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void an_item_that_no_retry_can_help_is_parked_at_once() {
        start(QUICK, item -> {
            throw new IllegalArgumentException("no such payment");
        });

        queue.add(NewItem.of("item"));

        assertThat(awaitParked()).satisfies(parked -> {
            assertThat(parked.attempts()).isEqualTo(1);
            assertThat(parked.reason()).contains("no such payment");
        });
    }

    @Test
    void an_item_that_has_failed_too_often_is_parked_and_later_ones_are_handled() {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        start(QUICK, item -> {
            if (item.payload().equals("poison")) {
                throw new IllegalStateException("always");
            }
            handled.add(item.payload());
        });

        queue.add(NewItem.of("poison"));
        queue.add(NewItem.of("good"));

        assertThat(awaitParked().attempts()).isEqualTo(5);
        Eventually.get("the good one", () -> handled, all -> all.contains("good"));
        Eventually.get("only the parked one is left", queue::size, size -> size == 1);
    }

    private ParkedItem awaitParked() {
        return Eventually.get("parked", () -> node.operations().parked("work", 0, 10), parked -> parked.size() == 1)
                .getFirst();
    }

    @Test
    void the_lease_of_an_item_is_extended_while_it_is_handled() {
        WorkQueue shortLeases = node.queue(WorkQueueSettings.of("short", 1).withVisibility(Duration.ofMillis(900)));
        WorkQueue elsewhere = otherNode.queue(WorkQueueSettings.of("short", 1).withVisibility(Duration.ofMillis(900)));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        WorkQueueConsumer consumer = new WorkQueueConsumer(
                shortLeases,
                item -> {
                    begun.countDown();
                    Latches.await(done);
                },
                QUICK);
        started.add(consumer);
        consumer.start();
        shortLeases.add(NewItem.of("long"));
        Latches.await(begun);

        assertThat(Background.of(() -> elsewhere.poll(Duration.ofSeconds(2))))
                .satisfies(polling -> assertThat(polling.result()).isEmpty());

        done.countDown();
        Eventually.get("acknowledged", elsewhere::size, size -> size == 0);
        assertThat(shortLeases.counts().delivered()).isEqualTo(1);
    }

    @Test
    void a_handler_that_exceeds_the_limit_is_interrupted_and_its_item_delivered_to_others() throws Exception {
        WorkQueueSettings settings = WorkQueueSettings.of("short", 1).withVisibility(Duration.ofMillis(200));
        WorkQueue shortLeases = node.queue(settings);
        WorkQueue elsewhere = otherNode.queue(settings);
        CountDownLatch interrupted = new CountDownLatch(1);
        WorkQueueConsumer consumer = new WorkQueueConsumer(
                shortLeases,
                item -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException expected) {
                        interrupted.countDown();
                        throw expected;
                    }
                },
                QUICK.withHandlingLimit(Duration.ofMillis(300)));
        started.add(consumer);
        consumer.start();
        shortLeases.add(NewItem.of("hangs"));

        Latches.await(interrupted);

        assertThat(elsewhere.poll(Duration.ofSeconds(20)).isPresent()
                        || shortLeases.counts().delivered() > 1)
                .isTrue();
    }

    @Test
    void a_stop_waits_for_what_has_begun_and_leaves_the_rest() throws Exception {
        CountDownLatch begun = new CountDownLatch(4);
        CountDownLatch finish = new CountDownLatch(1);
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        WorkQueueConsumer consumer = start(QUICK, item -> {
            begun.countDown();
            Latches.await(finish);
            handled.add(item.payload());
        });
        for (int i = 0; i < 10; i++) {
            queue.add(NewItem.of(String.valueOf(i)));
        }
        Latches.await(begun);

        Background<Boolean> stopping = Background.of(() -> {
            consumer.stop();
            return true;
        });
        stopping.awaitWaiting();
        finish.countDown();
        stopping.result();

        assertThat(handled).hasSize(4);
        assertThat(other.size()).isEqualTo(6);
        assertThat(other.poll(10)).hasSize(6).allMatch(item -> item.attempt() == 1);
        assertThat(consumer.isRunning()).isFalse();
        assertThat(consumer.isAlive()).isFalse();
    }

    @Test
    void a_handler_that_a_stop_interrupts_has_made_no_attempt() {
        CountDownLatch begun = new CountDownLatch(1);
        WorkQueueConsumer consumer = start(QUICK.withStopTimeout(Duration.ofMillis(50)), item -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        queue.add(NewItem.of("item"));
        Latches.await(begun);

        consumer.stop();

        Optional<LeasedItem> again = Eventually.get("released", other::poll, Optional::isPresent);
        assertThat(again).map(LeasedItem::attempt).isEqualTo(Optional.of(1));
    }

    @Test
    void a_stopped_consumer_can_be_started_again() {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        WorkQueueConsumer consumer = start(QUICK, item -> handled.add(item.payload()));
        consumer.stop();
        queue.add(NewItem.of("item"));
        assertThat(handled).isEmpty();

        consumer.start();

        awaitEmpty();
        assertThat(handled).containsExactly("item");
    }

    @Test
    void a_consumer_pauses_while_its_node_does_not_participate() {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        node.participation.setParticipating(false);
        WorkQueueConsumer consumer = start(QUICK, item -> handled.add(item.payload()));
        queue.add(NewItem.of("item"));
        assertThat(other.size()).isEqualTo(1);

        node.participation.setParticipating(true);

        awaitEmpty();
        assertThat(handled).containsExactly("item");
        assertThat(consumer.isAlive()).isTrue();
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> ConsumerSettings.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConsumerSettings.of(201)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QUICK.withStopTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
