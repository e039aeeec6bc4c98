package io.checkoutsuite.workqueue.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.workqueue.Background;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.queue.LeasedItem;
import io.checkoutsuite.workqueue.queue.NewItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapacityChangeTests {

    private final String database = Node.database();
    private final Node oneNode = Node.in(database);
    private final Node otherNode = Node.in(database);
    private final WorkQueue one = oneNode.queue(3);
    private final WorkQueue other = otherNode.queue(3);

    @AfterEach
    void close() {
        oneNode.close();
        otherNode.close();
    }

    @Test
    void a_larger_capacity_makes_room_on_all_nodes_at_once() throws Exception {
        add(3);
        Background<Boolean> waiting = Background.of(() -> {
                    other.put(NewItem.of("waits"));
                    return true;
                })
                .awaitWaiting();

        oneNode.operations().changeCapacity("work", 5);

        assertThat(waiting.result()).isTrue();
        assertThat(other.offer(NewItem.of("fifth"))).isTrue();
        assertThat(other.offer(NewItem.of("sixth"))).isFalse();
        assertThat(figures())
                .extracting(QueueFigures::capacity, QueueFigures::size, QueueFigures::free)
                .containsExactly(5, 5, 0);
    }

    @Test
    void a_smaller_capacity_takes_free_room_away() {
        add(1);

        oneNode.operations().changeCapacity("work", 2);

        assertThat(other.remainingCapacity()).isEqualTo(1);
        assertThat(other.offer(NewItem.of("second"))).isTrue();
        assertThat(other.offer(NewItem.of("third"))).isFalse();
    }

    @Test
    void a_capacity_below_the_size_applies_as_the_oldest_items_are_acknowledged() {
        add(3);
        LeasedItem first = one.poll().orElseThrow();

        oneNode.operations().changeCapacity("work", 1);

        assertThat(one.size()).isEqualTo(3);
        assertThat(one.acknowledge(first)).isTrue();
        assertThat(one.offer(NewItem.of("refused"))).isFalse();
        assertThat(one.acknowledge(one.poll().orElseThrow())).isTrue();
        assertThat(one.offer(NewItem.of("refused"))).isFalse();
        assertThat(one.acknowledge(one.poll().orElseThrow())).isTrue();
        assertThat(one.remainingCapacity()).isEqualTo(1);
        assertThat(one.offer(NewItem.of("accepted"))).isTrue();
        assertThat(one.offer(NewItem.of("refused"))).isFalse();
    }

    @Test
    void a_dropped_item_gives_its_room_away_as_well_if_the_capacity_is_smaller() {
        add(3);
        one.park(one.poll().orElseThrow(), "malformed");
        oneNode.operations().changeCapacity("work", 2);

        long parked = oneNode.operations().parked("work", 0, 1).getFirst().number();
        assertThat(oneNode.operations().drop("work", parked)).isTrue();

        assertThat(one.size()).isEqualTo(2);
        assertThat(one.remainingCapacity()).isZero();
    }

    @Test
    void capacities_that_change_back_and_forth_leave_exactly_the_last_one() {
        for (int capacity : List.of(10, 1, 6, 2, 2, 8)) {
            oneNode.operations().changeCapacity("work", capacity);
            assertThat(other.remainingCapacity()).isEqualTo(capacity);
        }
    }

    @Test
    void the_capacity_is_exact_although_nodes_add_and_take_while_it_changes() {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            WorkQueue queue = i % 2 == 0 ? one : other;
            threads.add(() -> {
                while (!stopped.get()) {
                    queue.offer(NewItem.of("item"));
                    queue.poll(2).forEach(queue::acknowledge);
                }
                return true;
            });
        }
        threads.add(() -> {
            for (int capacity : List.of(20, 2, 9, 1, 12, 5)) {
                oneNode.operations().changeCapacity("work", capacity);
            }
            stopped.set(true);
            return true;
        });

        Concurrently.all(threads);

        one.poll(100).forEach(one::acknowledge);
        assertThat(one.remainingCapacity()).isEqualTo(5 - one.size());
        assertThat(figures().capacity()).isEqualTo(5);
    }

    @Test
    void several_nodes_that_create_a_queue_at_once_create_one_with_one_capacity() {
        String fresh = Node.database();
        List<Node> nodes = List.of(Node.in(fresh), Node.in(fresh), Node.in(fresh));

        List<Integer> room =
                Concurrently.times(3, i -> nodes.get(i).queue(100 + i).remainingCapacity());

        assertThat(room).allMatch(each -> each.equals(room.getFirst())).first().isIn(100, 101, 102);
        nodes.forEach(Node::close);
    }

    @Test
    void a_change_that_a_dead_process_has_begun_is_finished_by_another_one() {
        definitions()
                .updateOne(
                        new Document("_id", "work"),
                        new Document("$set", new Document("capacity", 6).append("slots", 0)));
        slots().insertOne(new Document("_id", "work/3")
                .append("queue", "work")
                .append("state", "FREE")
                .append("order", 3L));

        other.add(NewItem.of("item"));
        otherNode.queues.finishChanges();

        assertThat(one.remainingCapacity()).isEqualTo(5);
        assertThat(definitions().find(new Document("_id", "work")).first()).containsEntry("slots", 6);
    }

    @Test
    void a_queue_whose_creator_has_died_is_completed_by_the_next_node_that_opens_it() {
        String fresh = Node.database();
        try (Node node = Node.in(fresh)) {
            node.mongo
                    .getCollection("work_queues")
                    .insertOne(new Document("_id", "work")
                            .append("capacity", 4)
                            .append("slots", 0)
                            .append("sequence", 0L));

            assertThat(node.queue(4).remainingCapacity()).isEqualTo(4);
        }
    }

    @Test
    void impossible_capacities_and_unknown_queues_are_refused() {
        assertThatThrownBy(() -> oneNode.operations().changeCapacity("work", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> oneNode.operations().changeCapacity("work", 100_001))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> oneNode.operations().changeCapacity("unknown", 1))
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> oneNode.operations().figures("unknown")).hasMessageContaining("unknown");
        assertThatThrownBy(() -> Node.settings(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.remainingCapacity()).isEqualTo(3);
    }

    @Test
    void a_large_queue_is_created_and_changed() {
        WorkQueue large = oneNode.queue(WorkQueueSettings.of("large", 2_500));

        assertThat(large.remainingCapacity()).isEqualTo(2_500);
        oneNode.operations().changeCapacity("large", 1_200);
        Eventually.get("less room", large::remainingCapacity, room -> room == 1_200);
    }

    private void add(int items) {
        for (int i = 0; i < items; i++) {
            one.add(NewItem.of("item " + i));
        }
    }

    private QueueFigures figures() {
        return oneNode.operations().figures("work");
    }

    private MongoCollection<Document> definitions() {
        return oneNode.mongo.getCollection("work_queues");
    }

    private MongoCollection<Document> slots() {
        return oneNode.mongo.getCollection("work_queue_slots");
    }
}
