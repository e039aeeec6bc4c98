package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapacityTests {

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final String database = Node.database();
    private final Node oneNode = Node.in(database);
    private final Node otherNode = Node.in(database);

    @AfterEach
    void close() {
        oneNode.close();
        otherNode.close();
    }

    @Test
    void a_full_queue_refuses_another_item_in_the_way_that_its_caller_has_asked_for() throws Exception {
        WorkQueue queue = oneNode.queue(3);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.add(NewItem.of("item " + i))).isTrue();
        }

        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.remainingCapacity()).isZero();
        assertThatThrownBy(() -> queue.add(NewItem.of("one more")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("full");
        assertThat(queue.offer(NewItem.of("one more"))).isFalse();
        assertThat(queue.offer(NewItem.of("one more"), Duration.ZERO)).isFalse();
        Timing.assertTakes(
                HALF_A_SECOND,
                Duration.ofMillis(700),
                () -> assertThat(queue.offer(NewItem.of("one more"), HALF_A_SECOND))
                        .isFalse());
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void a_leased_item_needs_its_room_until_it_is_acknowledged() {
        WorkQueue queue = oneNode.queue(1);
        queue.add(NewItem.of("item"));
        LeasedItem taken = queue.poll().orElseThrow();

        assertThat(queue.offer(NewItem.of("next"))).isFalse();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.acknowledge(taken)).isTrue();

        assertThat(queue.size()).isZero();
        assertThat(queue.remainingCapacity()).isEqualTo(1);
        assertThat(queue.offer(NewItem.of("next"))).isTrue();
    }

    @Test
    void the_stored_capacity_stays_whichever_node_starts_or_leaves() {
        WorkQueue first = oneNode.queue(2);
        WorkQueue second = otherNode.queue(50);

        oneNode.close();

        assertThat(second.remainingCapacity()).isEqualTo(2);
        assertThat(second.offer(NewItem.of("1"))).isTrue();
        assertThat(second.offer(NewItem.of("2"))).isTrue();
        assertThat(second.offer(NewItem.of("3"))).isFalse();
        assertThatThrownBy(() -> first.offer(NewItem.of("3"))).isInstanceOf(QueueClosedException.class);
    }

    @Test
    void a_node_refuses_to_use_one_queue_with_two_settings() {
        oneNode.queue(2);

        assertThatThrownBy(() -> oneNode.queue(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other settings");
    }

    @Test
    void a_list_is_added_in_order_as_room_becomes_free() throws Exception {
        WorkQueue queue = oneNode.queue(3);
        WorkQueue consumers = otherNode.queue(3);
        List<NewItem> five =
                items(5).stream().map(item -> NewItem.of("key", item.payload())).toList();

        Background<Integer> adding = Background.of(() -> queue.addAll(five, Duration.ofSeconds(20)));
        List<String> taken = new ArrayList<>();
        while (taken.size() < 5) {
            LeasedItem item = consumers.take();
            taken.add(item.payload());
            consumers.acknowledge(item);
        }

        assertThat(adding.result()).isEqualTo(5);
        assertThat(taken).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void a_list_that_finds_no_more_room_reports_how_much_of_it_was_added() throws Exception {
        WorkQueue queue = oneNode.queue(3);

        assertThat(queue.addAll(items(5), Duration.ofMillis(100))).isEqualTo(3);
        assertThat(queue.addAll(items(5), Duration.ZERO)).isZero();

        assertThat(queue.poll(3)).extracting(LeasedItem::payload).containsExactly("0", "1", "2");
    }

    @Test
    void an_interrupted_list_reports_how_much_of_it_was_added() throws Exception {
        WorkQueue queue = oneNode.queue(3);
        Background<Void> adding = Background.of(() -> {
            queue.addAll(items(5));
            return null;
        });
        Eventually.get("three items", queue::size, size -> size == 3);

        adding.awaitWaiting().interrupt();

        assertThat(adding.failure())
                .isInstanceOfSatisfying(
                        AdditionInterruptedException.class,
                        interrupted -> assertThat(interrupted.added()).isEqualTo(3));
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void an_interrupted_addition_has_added_nothing_and_the_next_one_works() throws Exception {
        WorkQueue queue = oneNode.queue(1);
        queue.add(NewItem.of("first"));
        Background<Boolean> putting = Background.of(() -> {
            queue.put(NewItem.of("interrupted"));
            return true;
        });

        putting.awaitWaiting().interrupt();

        assertThat(putting.failure()).isInstanceOf(InterruptedException.class);
        queue.acknowledge(queue.poll().orElseThrow());
        queue.put(NewItem.of("next"));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.poll()).map(LeasedItem::payload).isEqualTo(Optional.of("next"));
    }

    @Test
    void a_thread_that_is_already_interrupted_adds_nothing_if_it_would_wait() throws Exception {
        WorkQueue queue = oneNode.queue(1);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.put(NewItem.of("item"))).isInstanceOf(InterruptedException.class);
        assertThat(queue.size()).isZero();

        Thread.currentThread().interrupt();
        assertThat(queue.offer(NewItem.of("item"))).isTrue();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_an_item_is_refused_before_anything_is_added() {
        WorkQueue queue = oneNode.queue(Node.settings(10).withMaxPayloadBytes(10));
        List<NewItem> withNull = new ArrayList<>(items(2));
        withNull.add(null);

        assertThatThrownBy(() -> queue.add(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> queue.addAll(withNull)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> NewItem.of(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> NewItem.of("k".repeat(129), "")).hasMessageContaining("128");
        assertThatThrownBy(() -> NewItem.of(" ", "")).hasMessageContaining("not blank");
        assertThatThrownBy(() -> NewItem.of("a\nb", "")).hasMessageContaining("printable");
        assertThatThrownBy(() -> NewItem.of("half a character: \uD83D")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> queue.addAll(List.of(NewItem.of("short"), NewItem.of("ä".repeat(6)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 bytes")
                .hasMessageContaining("allows 10");
        assertThatThrownBy(() -> queue.offer(NewItem.of("item"), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.size()).isZero();
    }

    @Test
    void payloads_and_keys_come_back_as_they_were() {
        WorkQueue queue = oneNode.queue(5);
        queue.add(NewItem.of("order/7 – größer", "{\"text\": \"ümläut \uD83D\uDE00\"}"));
        queue.add(NewItem.of(""));

        assertThat(otherNode.queue(5).poll(2))
                .extracting(LeasedItem::key, LeasedItem::payload)
                .containsExactly(tuple("order/7 – größer", "{\"text\": \"ümläut \uD83D\uDE00\"}"), tuple(null, ""));
    }

    @Test
    void large_payloads_are_added_and_taken_together() throws Exception {
        WorkQueue queue = oneNode.queue(Node.settings(200).withMaxPayloadBytes(WorkQueueSettings.MAX_PAYLOAD_BYTES));
        String large = "x".repeat(WorkQueueSettings.MAX_PAYLOAD_BYTES);

        queue.addAll(IntStream.range(0, 100).mapToObj(i -> NewItem.of(large)).toList());

        assertThat(queue.poll(100)).hasSize(100).allMatch(item -> item.payload().equals(large));
    }

    private static List<NewItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> NewItem.of(String.valueOf(i)))
                .toList();
    }
}
