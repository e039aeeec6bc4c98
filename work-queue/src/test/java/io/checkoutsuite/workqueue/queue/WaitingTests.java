package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.node.NotParticipatingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String database = Node.database();
    private final Node oneNode = Node.in(database);
    private final Node otherNode = Node.in(database);
    private final WorkQueue one = oneNode.queue(1);
    private final WorkQueue other = otherNode.queue(1);

    @AfterEach
    void close() {
        oneNode.close();
        otherNode.close();
    }

    @Test
    void a_waiting_addition_ends_within_a_second_after_another_node_has_made_room() throws Exception {
        one.add(NewItem.of("first"));

        Background<Boolean> putting = Background.of(() -> {
            one.put(NewItem.of("second"));
            return true;
        });
        awaitQuietPolls(putting);

        long start = System.nanoTime();
        other.acknowledge(other.poll().orElseThrow());

        assertThat(putting.result()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECOND);
        assertThat(one.size()).isEqualTo(1);
    }

    @Test
    void a_waiting_consumer_gets_an_item_within_a_second_after_another_node_has_added_it() throws Exception {
        Background<LeasedItem> polling = Background.of(one::take);
        awaitQuietPolls(polling);

        long start = System.nanoTime();
        other.put(NewItem.of("item"));

        assertThat(polling.result().payload()).isEqualTo("item");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECOND);
    }

    /** The node has looked at the database several times, at increasing intervals. */
    private void awaitQuietPolls(Background<?> waiting) {
        waiting.awaitWaiting();
        long before = oneNode.commands();
        Eventually.get("polls", oneNode::commands, commands -> commands > before + 6);
        assertThat(waiting.isDone()).isFalse();
    }

    @Test
    void a_waiting_producer_holds_up_nobody_not_even_on_its_own_node() throws Exception {
        one.add(NewItem.of("first"));
        WorkQueue unrelated = oneNode.queue(WorkQueueSettings.of("unrelated", 1));
        Background<Boolean> putting = Background.of(() -> {
                    one.put(NewItem.of("second"));
                    return true;
                })
                .awaitWaiting();

        // In threads of their own, so that a standstill fails the test instead of stopping it.
        assertThat(Background.of(() -> unrelated.offer(NewItem.of("item"))).result())
                .isTrue();
        assertThat(Background.of(unrelated::poll).result()).isPresent();
        LeasedItem first = Background.of(one::poll).result().orElseThrow();
        assertThat(Background.of(() -> one.acknowledge(first)).result()).isTrue();

        assertThat(putting.result()).isTrue();
        assertThat(one.size()).isEqualTo(1);
    }

    @Test
    void many_producers_that_wait_for_one_place_fill_it_one_after_the_other() {
        List<Callable<Integer>> producersAndConsumers = new ArrayList<>();
        for (int producer = 0; producer < 12; producer++) {
            WorkQueue queue = producer % 2 == 0 ? one : other;
            producersAndConsumers.add(() -> {
                queue.put(NewItem.of("item"));
                return queue.size();
            });
            producersAndConsumers.add(() -> {
                queue.acknowledge(queue.take());
                return queue.size();
            });
        }

        List<Integer> sizes = Concurrently.all(producersAndConsumers);

        assertThat(sizes).allMatch(size -> size <= 1);
        assertThat(one.size()).isZero();
        assertThat(one.counts().added() + other.counts().added()).isEqualTo(12);
    }

    @Test
    void a_caller_who_does_not_wait_gets_an_answer_although_others_wait() throws Exception {
        Background<LeasedItem> polling = Background.of(one::take).awaitWaiting();

        assertThat(one.poll()).isEmpty();
        assertThat(one.poll(Duration.ofMillis(50))).isEmpty();
        one.add(NewItem.of("item"));
        assertThat(polling.result().payload()).isEqualTo("item");
        Background<Boolean> putting = Background.of(() -> {
                    one.put(NewItem.of("waits"));
                    return true;
                })
                .awaitWaiting();

        assertThat(one.offer(NewItem.of("refused"))).isFalse();
        assertThat(one.offer(NewItem.of("refused"), Duration.ofMillis(50))).isFalse();
        putting.interrupt();
        assertThat(putting.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_busy_node_does_not_keep_others_from_adding_and_polling() {
        WorkQueue busy = oneNode.queue(WorkQueueSettings.of("shared", 100));
        WorkQueue idle = otherNode.queue(WorkQueueSettings.of("shared", 100));
        idle.add(NewItem.of("for the idle node"));
        Background<Boolean> load = Background.of(() -> {
            for (int i = 0; i < 200; i++) {
                busy.add(NewItem.of("item"));
                busy.poll().ifPresent(busy::acknowledge);
            }
            return true;
        });

        int rounds = 0;
        do {
            assertThat(idle.offer(NewItem.of("item"))).isTrue();
            Optional<LeasedItem> polled = idle.poll();
            assertThat(polled)
                    .as("poll %s of a queue that is not empty", rounds)
                    .isPresent();
            idle.acknowledge(polled.get());
            rounds++;
        } while (!load.isDone());

        assertThat(rounds).isPositive();
    }

    @Test
    void an_interrupted_consumer_has_leased_nothing() throws Exception {
        Background<LeasedItem> polling = Background.of(one::take).awaitWaiting();

        polling.interrupt();

        assertThat(polling.failure()).isInstanceOf(InterruptedException.class);
        one.add(NewItem.of("item"));
        assertThat(one.poll()).map(LeasedItem::attempt).isEqualTo(Optional.of(1));
    }

    @Test
    void a_node_that_does_not_participate_tells_its_waiting_consumers_and_may_still_add() throws Exception {
        Background<LeasedItem> polling = Background.of(one::take).awaitWaiting();

        oneNode.participation.setParticipating(false);

        assertThat(polling.failure()).isInstanceOf(NotParticipatingException.class);
        assertThat(one.offer(NewItem.of("item"))).isTrue();
        assertThatThrownBy(one::poll).isInstanceOf(NotParticipatingException.class);
        assertThatThrownBy(() -> one.poll(SECOND)).isInstanceOf(NotParticipatingException.class);
        assertThat(other.poll()).isPresent();
        oneNode.participation.setParticipating(true);
        assertThat(one.poll()).isEmpty();
    }

    @Test
    void closing_a_queue_ends_the_calls_that_wait() throws Exception {
        Background<LeasedItem> polling = Background.of(one::take).awaitWaiting();
        one.add(NewItem.of("item"));
        polling.result();
        Background<LeasedItem> pollingMore = Background.of(one::take).awaitWaiting();
        Background<Integer> adding = Background.of(
                        () -> one.addAll(List.of(NewItem.of("1"), NewItem.of("2")), Duration.ofSeconds(20)))
                .awaitWaiting();

        one.close();

        assertThat(pollingMore.failure()).isInstanceOf(QueueClosedException.class);
        assertThat(adding.failure())
                .isInstanceOf(IncompleteAdditionException.class)
                .hasCauseInstanceOf(QueueClosedException.class);
    }

    @Test
    void an_unavailable_database_is_an_exception_also_for_those_who_wait() throws Exception {
        MongoServer server = MongoServer.inMemory(0);
        try (Node node = Node.in(server.uri() + "/work-queue")) {
            WorkQueue queue = node.queue(1);
            queue.add(NewItem.of("first"));
            Background<Boolean> putting = Background.of(() -> {
                        queue.put(NewItem.of("second"));
                        return true;
                    })
                    .awaitWaiting();

            server.close();

            assertThat(putting.failure()).isInstanceOf(WorkQueueException.class);
            assertThatThrownBy(queue::poll).isInstanceOf(WorkQueueException.class);
            assertThatThrownBy(() -> queue.offer(NewItem.of("third"))).isInstanceOf(WorkQueueException.class);
            assertThatThrownBy(queue::size).isInstanceOf(WorkQueueException.class);
            assertThatThrownBy(() -> queue.addAll(List.of(NewItem.of("1"))))
                    .isInstanceOf(IncompleteAdditionException.class);
        }
    }
}
