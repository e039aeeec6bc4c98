package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.workqueue.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** However many nodes add at the same time, and whatever happens to their callers: a queue never has more items than its capacity. */
class OverfillTests {

    private static final int CAPACITY = 7;
    private static final int ENOUGH = 50;

    private final String database = Node.database();
    private final List<Node> nodes = List.of(Node.in(database), Node.in(database), Node.in(database));
    private final List<WorkQueue> queues =
            nodes.stream().map(node -> node.queue(CAPACITY)).toList();

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    @Test
    void of_many_additions_at_once_exactly_as_many_succeed_as_there_is_room() {
        List<Boolean> added = Concurrently.times(60, i -> queues.get(i % 3).offer(NewItem.of("item " + i)));

        assertThat(added).filteredOn(Boolean::booleanValue).hasSize(CAPACITY);
        assertThat(queues.getFirst().size()).isEqualTo(CAPACITY);
    }

    @Test
    void of_many_consumers_at_once_each_gets_another_item() {
        for (int i = 0; i < CAPACITY; i++) {
            queues.getFirst().add(NewItem.of("item " + i));
        }

        List<List<LeasedItem>> taken =
                Concurrently.times(60, i -> queues.get(i % 3).poll().stream().toList());

        assertThat(taken.stream().flatMap(List::stream).map(LeasedItem::payload))
                .hasSize(CAPACITY)
                .doesNotHaveDuplicates();
    }

    /** Callers add one item or several, wait or do not, are interrupted or not; others take, acknowledge, release, park and redrive. */
    @RepeatedTest(3)
    void no_mixture_of_operations_overfills_the_queue_or_loses_an_item() {
        long seed = ThreadLocalRandom.current().nextLong();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger added = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        List<Callable<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            WorkQueue queue = queues.get(i % 3);
            Random random = new Random(seed + i);
            threads.add(() -> {
                while (!stopped.get()) {
                    added.addAndGet(addAtRandom(queue, random));
                }
                return 0;
            });
            threads.add(() -> {
                while (!stopped.get()) {
                    removed.addAndGet(takeAtRandom(queue, random));
                }
                return 0;
            });
        }
        threads.add(() -> {
            int most = 0;
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(2);
            // On a slow machine it takes longer until there was a mixture at all.
            long latest = start + TimeUnit.SECONDS.toNanos(60);
            while (System.nanoTime() < (added.get() > ENOUGH && most == CAPACITY ? end : latest)) {
                most = Math.max(most, storedItems());
            }
            stopped.set(true);
            return most;
        });

        int most = Collections.max(Concurrently.all(threads));

        assertThat(most).as("seed %s", seed).isEqualTo(CAPACITY);
        assertThat(storedSlots()).isEqualTo(CAPACITY);
        assertThat(storedItems()).as("seed %s", seed).isEqualTo(added.get() - removed.get());
        assertThat(added).hasValueGreaterThan(ENOUGH);
    }

    private static int addAtRandom(WorkQueue queue, Random random) {
        List<NewItem> items = Collections.nCopies(1 + random.nextInt(3), NewItem.of("item"));
        try {
            return switch (random.nextInt(4)) {
                case 0 -> queue.offer(items.getFirst()) ? 1 : 0;
                case 1 -> queue.offer(items.getFirst(), Duration.ofMillis(random.nextInt(20))) ? 1 : 0;
                case 2 -> queue.addAll(items, Duration.ofMillis(random.nextInt(20)));
                default -> addInterrupted(queue, items, random);
            };
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static int addInterrupted(WorkQueue queue, List<NewItem> items, Random random) {
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interruption = CompletableFuture.runAsync(
                caller::interrupt, CompletableFuture.delayedExecutor(random.nextInt(3_000), TimeUnit.MICROSECONDS));
        int added;
        try {
            added = queue.addAll(items, Duration.ofMillis(50));
        } catch (AdditionInterruptedException interrupted) {
            added = interrupted.added();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        interruption.join();
        // It may have come too late, and this thread must not stay interrupted.
        Thread.interrupted();
        return added;
    }

    private int takeAtRandom(WorkQueue queue, Random random) {
        int removed = 0;
        for (LeasedItem item : queue.poll(1 + random.nextInt(3))) {
            switch (random.nextInt(6)) {
                case 0 -> queue.release(item);
                case 1 -> queue.retryLater(item, Duration.ZERO, "at random");
                case 2 -> {
                    queue.park(item, "at random");
                    if (random.nextBoolean()) {
                        nodes.getFirst().operations().redrive("work", item.number());
                    } else if (nodes.getFirst().operations().drop("work", item.number())) {
                        removed++;
                    }
                }
                default -> removed += queue.acknowledge(item) ? 1 : 0;
            }
        }
        return removed;
    }

    /** As it is in the database at one moment: the slots of a small queue are read by one command. */
    private int storedItems() {
        int items = 0;
        for (Document slot : slots().find()) {
            items += "FULL".equals(slot.getString("state")) ? 1 : 0;
        }
        return items;
    }

    private long storedSlots() {
        return slots().countDocuments();
    }

    private MongoCollection<Document> slots() {
        return nodes.getFirst().mongo.getCollection("work_queue_slots");
    }
}
