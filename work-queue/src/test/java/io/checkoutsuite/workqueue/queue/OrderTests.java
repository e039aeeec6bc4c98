package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.queue.StepSlots.Step;
import io.checkoutsuite.workqueue.store.MongoSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OrderTests {

    private static final WorkQueueSettings SETTINGS = Node.settings(300).withVisibility(Duration.ofMinutes(1));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final String database = Node.database();
    private final Node oneNode = Node.in(database, clock);
    private final Node otherNode = Node.in(database, clock);
    private final WorkQueue one = oneNode.queue(SETTINGS);
    private final WorkQueue other = otherNode.queue(SETTINGS);

    @AfterEach
    void close() {
        oneNode.close();
        otherNode.close();
    }

    @Test
    void items_without_a_key_are_delivered_in_order_to_a_single_consumer() {
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one : other).add(NewItem.of(String.valueOf(i)));
        }

        assertThat(one.poll(10))
                .extracting(LeasedItem::payload)
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void an_item_waits_for_the_earlier_one_with_its_key_and_for_no_other() {
        one.add(NewItem.of("a", "a1"));
        other.add(NewItem.of("a", "a2"));
        one.add(NewItem.of("b", "b1"));
        other.add(NewItem.of("no key"));

        List<LeasedItem> taken = one.poll(10);
        assertThat(taken).extracting(LeasedItem::payload).containsExactly("a1", "b1", "no key");
        assertThat(other.poll()).isEmpty();

        one.acknowledge(taken.getFirst());
        assertThat(other.poll()).map(LeasedItem::payload).isEqualTo(Optional.of("a2"));
    }

    @Test
    void an_item_that_fails_again_and_again_holds_up_its_own_key_only() {
        one.add(NewItem.of("failing", "f1"));
        one.add(NewItem.of("failing", "f2"));
        one.retryLater(one.poll().orElseThrow(), Duration.ofHours(1), "gateway unavailable");
        one.add(NewItem.of("good", "g1"));

        List<LeasedItem> good = one.poll(10);
        assertThat(good).extracting(LeasedItem::payload).containsExactly("g1");
        one.acknowledge(good);
        clock.advance(Duration.ofHours(1));
        assertThat(one.poll(10)).extracting(LeasedItem::payload).containsExactly("f1");
    }

    @Test
    void a_long_line_of_waiting_items_does_not_hide_those_behind_it() {
        for (int key = 0; key < 3; key++) {
            for (int i = 0; i < 80; i++) {
                one.add(NewItem.of("key " + key, key + "/" + i));
            }
        }
        one.add(NewItem.of("last", "behind them"));

        assertThat(one.poll(10)).extracting(LeasedItem::payload).containsExactly("0/0", "1/0", "2/0", "behind them");
    }

    @Test
    void hundreds_of_delayed_items_do_not_make_every_delivery_behind_them_expensive() throws Exception {
        WorkQueueSettings large = WorkQueueSettings.of("large", 700);
        WorkQueue outage = otherNode.queue(large);
        WorkQueue queue = oneNode.queue(large);
        outage.addAll(IntStream.range(0, 600)
                .mapToObj(i -> NewItem.of("unavailable " + i, "delayed"))
                .toList());
        for (int i = 0; i < 3; i++) {
            List<LeasedItem> failing = outage.poll(200);
            failing.forEach(item -> outage.retryLater(item, Duration.ofHours(1), "gateway unavailable"));
        }
        for (int i = 0; i < 30; i++) {
            queue.add(NewItem.of("good " + i));
        }
        queue.acknowledge(queue.poll().orElseThrow());

        long before = oneNode.commands();
        for (int i = 1; i < 30; i++) {
            LeasedItem item = queue.poll().orElseThrow();
            assertThat(item.payload()).isEqualTo("good " + i);
            queue.acknowledge(item);
        }

        // Five for each item: a look for work, a number, the lease, the item, the acknowledgement. Reading all delayed
        // items takes three more looks.
        assertThat(oneNode.commands() - before).isLessThan(29 * 5 + 29 * 3 / 2);
    }

    @Test
    void one_of_hundreds_of_delayed_items_is_delivered_as_soon_as_it_may_be() throws Exception {
        WorkQueueSettings large = WorkQueueSettings.of("large", 400);
        WorkQueue outage = otherNode.queue(large);
        WorkQueue queue = oneNode.queue(large);
        outage.addAll(IntStream.range(0, 400)
                .mapToObj(i -> NewItem.of("unavailable " + i, "delayed"))
                .toList());
        List<LeasedItem> failing = new ArrayList<>(outage.poll(200));
        failing.addAll(outage.poll(200));
        failing.subList(1, 400).forEach(item -> outage.retryLater(item, Duration.ofHours(1), "gateway unavailable"));
        assertThat(queue.poll()).isEmpty();

        outage.release(failing.getFirst());
        LeasedItem released = queue.poll().orElseThrow();
        assertThat(queue.poll()).isEmpty();
        queue.retryLater(released, Duration.ZERO, "again");

        assertThat(queue.poll()).map(LeasedItem::number).isEqualTo(Optional.of(released.number()));
        clock.advance(Duration.ofHours(1));
        assertThat(queue.poll(200)).hasSize(200);
    }

    @Test
    void a_redelivered_item_keeps_its_place() {
        one.add(NewItem.of("key", "first"));
        one.poll().orElseThrow();
        one.add(NewItem.of("key", "second"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(other.poll(10)).extracting(LeasedItem::payload).containsExactly("first");
    }

    @Test
    void fencing_tokens_of_a_key_grow_from_item_to_item_on_whatever_node() {
        for (int i = 0; i < 10; i++) {
            one.add(NewItem.of("key", String.valueOf(i)));
        }

        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            WorkQueue consumer = i % 2 == 0 ? one : other;
            LeasedItem item = consumer.poll().orElseThrow();
            tokens.add(item.token());
            consumer.acknowledge(item);
        }

        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    // ---- races between nodes, step by step

    @Test
    void no_item_of_a_list_is_visible_before_an_earlier_one_although_another_node_takes_its_slot() throws Exception {
        WorkQueueSettings small = WorkQueueSettings.of("small", 4);
        oneNode.queue(small);
        StepSlots steps = new StepSlots(new MongoSlots(oneNode.mongo));
        // Both begin their search at the first slot.
        WorkQueue racing = new WorkQueue(small, steps, clock, oneNode.participation, 0);
        WorkQueue rival = new WorkQueue(small, new MongoSlots(otherNode.mongo), clock, otherNode.participation, 0);
        List<LeasedItem> seen = new ArrayList<>();
        steps.once(Step.BEFORE_FILL, () -> rival.add(NewItem.of("rival")));
        steps.once(Step.AFTER_FILL, () -> seen.addAll(rival.poll(10)));

        racing.addAll(List.of(NewItem.of("key", "1"), NewItem.of("key", "2")));

        assertThat(seen).extracting(LeasedItem::payload).containsExactly("rival");
        assertThat(rival.poll(10)).extracting(LeasedItem::payload).containsExactly("1");
        assertThat(rival.size()).isEqualTo(3);
        racing.close();
        rival.close();
    }

    /** Both items are added at the same time: the first has the smaller number, and the second is visible first. */
    @Test
    void an_item_that_becomes_visible_late_is_not_delivered_while_a_later_one_with_its_key_is() {
        StepSlots slow = new StepSlots(new MongoSlots(oneNode.mongo));
        WorkQueue slowProducer = new WorkQueue(SETTINGS, slow, clock, oneNode.participation, 0);
        List<LeasedItem> second = new ArrayList<>();
        slow.once(Step.BEFORE_FILL, () -> {
            other.add(NewItem.of("key", "second"));
            second.add(other.poll().orElseThrow());
        });

        slowProducer.add(NewItem.of("key", "first"));

        assertThat(second).extracting(LeasedItem::payload).containsExactly("second");
        assertThat(one.poll()).isEmpty();
        other.acknowledge(second.getFirst());
        LeasedItem first = one.poll().orElseThrow();
        assertThat(first.payload()).isEqualTo("first");
        assertThat(first.token()).isGreaterThan(second.getFirst().token());
        slowProducer.close();
    }

    @Test
    void two_nodes_never_deliver_two_items_with_one_key_at_the_same_time() throws Exception {
        StepSlots slowAddition = new StepSlots(new MongoSlots(oneNode.mongo));
        StepSlots slowDelivery = new StepSlots(new MongoSlots(oneNode.mongo));
        WorkQueue slowProducer = new WorkQueue(SETTINGS, slowAddition, clock, oneNode.participation, 0);
        WorkQueue slowConsumer = new WorkQueue(SETTINGS, slowDelivery, clock, oneNode.participation, 0);
        CountDownLatch hasFound = new CountDownLatch(1);
        CountDownLatch mayLease = new CountDownLatch(1);
        List<Background<Optional<LeasedItem>>> slow = new ArrayList<>();
        slowDelivery.once(Step.BEFORE_LEASE, () -> {
            hasFound.countDown();
            Latches.await(mayLease);
        });
        slowAddition.once(Step.BEFORE_FILL, () -> {
            other.add(NewItem.of("key", "second"));
            slow.add(Background.of(slowConsumer::poll));
            Latches.await(hasFound);
        });

        slowProducer.add(NewItem.of("key", "first"));
        LeasedItem first = one.poll().orElseThrow();
        mayLease.countDown();

        assertThat(first.payload()).isEqualTo("first");
        assertThat(slow.getFirst().result())
                .as("the second, while the first is delivered")
                .isEmpty();
        one.acknowledge(first);
        assertThat(one.poll()).hasValueSatisfying(second -> {
            assertThat(second.payload()).isEqualTo("second");
            assertThat(second.attempt()).isEqualTo(1);
        });
        slowConsumer.close();
        slowProducer.close();
    }

    @Test
    void an_item_that_was_extended_meanwhile_is_not_taken_over() {
        StepSlots steps = new StepSlots(new MongoSlots(otherNode.mongo));
        WorkQueue racing = new WorkQueue(SETTINGS, steps, clock, otherNode.participation, 0);
        one.add(NewItem.of("item"));
        LeasedItem item = one.poll().orElseThrow();
        MovableClock behind = new MovableClock(clock.instant());
        try (Node slowNode = Node.in(database, behind)) {
            WorkQueue holder = slowNode.queue(SETTINGS);
            clock.advance(Duration.ofMinutes(1));
            steps.once(
                    Step.BEFORE_LEASE,
                    () -> assertThat(holder.extend(item, Duration.ofMinutes(5))).isPresent());

            assertThat(racing.poll()).isEmpty();

            assertThat(holder.acknowledge(item)).isTrue();
        }
        racing.close();
    }

    // ---- races at random

    /**
     * Producers add numbered items of a few keys on two nodes; consumers on both acknowledge, release, retry and abandon them. The order of each key is checked by
     * what was acknowledged, and that no two of its items are held at the same time by whoever holds them.
     */
    @RepeatedTest(3)
    void the_order_of_a_key_survives_any_mixture_of_failures() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        int keys = 5;
        int perKey = 40;
        Map<String, List<Integer>> acknowledged = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> held = new ConcurrentHashMap<>();
        List<String> violations = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger left = new AtomicInteger(keys * perKey);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            String name = "key-" + key;
            held.put(name, new AtomicInteger());
            acknowledged.put(name, Collections.synchronizedList(new ArrayList<>()));
            threads.add(() -> {
                for (int i = 0; i < perKey; i++) {
                    (i % 3 == 0 ? one : other).put(NewItem.of(name, String.valueOf(i)));
                }
                return true;
            });
        }
        for (int consumer = 0; consumer < 6; consumer++) {
            WorkQueue queue = consumer % 2 == 0 ? one : other;
            Random random = new Random(seed + consumer);
            threads.add(() -> {
                while (left.get() > 0 && System.nanoTime() < end) {
                    for (LeasedItem item : queue.poll(1 + random.nextInt(4), Duration.ofMillis(20))) {
                        String key = Objects.requireNonNull(item.key());
                        if (held.get(key).incrementAndGet() > 1) {
                            violations.add("two items of " + key + " at the same time");
                        }
                        if (random.nextInt(4) > 0) {
                            acknowledged.get(key).add(Integer.valueOf(item.payload()));
                            held.get(key).decrementAndGet();
                            if (queue.acknowledge(item)) {
                                left.decrementAndGet();
                            } else {
                                violations.add("lost " + item);
                            }
                        } else {
                            held.get(key).decrementAndGet();
                            boolean done = random.nextBoolean()
                                    ? queue.release(item)
                                    : queue.retryLater(item, Duration.ZERO, "at random");
                            if (!done) {
                                violations.add("lost " + item);
                            }
                        }
                    }
                }
                return true;
            });
        }

        Concurrently.all(threads);

        assertThat(violations).as("seed %s", seed).isEmpty();
        acknowledged.forEach((key, numbers) -> assertThat(numbers)
                .as("%s, seed %s", key, seed)
                .containsExactlyElementsOf(IntStream.range(0, perKey).boxed().toList()));
        assertThat(one.size()).isZero();
    }
}
