package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.workqueue.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several nodes with producers and consumers. {@code scripts/benchmark work-queue} measures the same for longer, in processes of their own. */
class ThroughputTests {

    private static final int NODES = 3;
    private static final int PRODUCERS_PER_NODE = 8;
    private static final int ITEMS_PER_PRODUCER = 150;
    private static final int ALL = NODES * PRODUCERS_PER_NODE * ITEMS_PER_PRODUCER;
    private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

    @Test
    void three_nodes_take_exactly_what_they_put_without_a_standstill_and_with_few_commands() {
        String database = Node.database();
        List<Node> nodes =
                IntStream.range(0, NODES).mapToObj(i -> Node.in(database)).toList();
        List<WorkQueue> queues = nodes.stream().map(node -> node.queue(100)).toList();
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        Queue<Long> progress = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(ALL);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long commandsBefore = commands(nodes);
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            WorkQueue queue = queues.get(node);
            for (int producer = 0; producer < PRODUCERS_PER_NODE; producer++) {
                String name = node + "/" + producer + "/";
                threads.add(() -> {
                    for (int i = 0; i < ITEMS_PER_PRODUCER; i++) {
                        queue.put(NewItem.of(name + i));
                    }
                    return true;
                });
            }
            threads.add(() -> {
                while (left.get() > 0 && System.nanoTime() < end) {
                    List<LeasedItem> items = queue.poll(50, Duration.ofMillis(100));
                    items.forEach(item -> taken.add(item.payload()));
                    assertThat(queue.acknowledge(items)).isEmpty();
                    left.addAndGet(-items.size());
                    progress.add(System.nanoTime());
                }
                return true;
            });
        }

        Concurrently.all(threads);

        assertThat(taken).hasSize(ALL).doesNotHaveDuplicates();
        assertThat(queues.getFirst().size()).isZero();
        assertThat(longestGap(progress)).isLessThan(LONGEST_GAP);
        double commandsPerItem = (commands(nodes) - commandsBefore) / (double) ALL;
        // One call alone needs about eight: three to put, four to take and one to acknowledge.
        assertThat(commandsPerItem).isLessThan(3);
        nodes.forEach(Node::close);
    }

    @Test
    void calls_that_are_made_at_the_same_time_share_commands() {
        try (Node node = Node.in(Node.database())) {
            WorkQueue queue = node.queue(500);
            long before = node.commands();

            Concurrently.times(400, i -> queue.offer(NewItem.of("item " + i)));
            long added = node.commands();
            List<LeasedItem> taken = Concurrently.times(400, i -> queue.poll().orElseThrow());
            long polled = node.commands();
            Concurrently.times(400, i -> queue.acknowledge(taken.get(i)));

            assertThat(added - before).isLessThan(200);
            assertThat(polled - added).isLessThan(200);
            assertThat(node.commands() - polled).isLessThan(100);
            assertThat(queue.size()).isZero();
        }
    }

    private static long commands(List<Node> nodes) {
        return nodes.stream().mapToLong(Node::commands).sum();
    }

    private static Duration longestGap(Queue<Long> progress) {
        List<Long> moments = progress.stream().sorted().toList();
        long longest = IntStream.range(1, moments.size())
                .mapToLong(i -> moments.get(i) - moments.get(i - 1))
                .max()
                .orElseThrow();
        return Duration.ofNanos(longest);
    }
}
