package io.checkoutsuite.workqueue.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.UpdateOptions;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.operations.ParkedItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class DeliveryTests {

    private static final Duration VISIBILITY = Duration.ofMinutes(1);
    private static final WorkQueueSettings SETTINGS =
            Node.settings(5).withVisibility(VISIBILITY).withMaxAttempts(3);

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
    void an_item_that_its_consumer_does_not_acknowledge_is_delivered_again_and_takes_effect_once() {
        one.add(NewItem.of("capture"));
        LeasedItem first = one.poll().orElseThrow();
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.leasedUntil()).isEqualTo(clock.instant().plus(VISIBILITY));
        oneNode.close();

        clock.advance(VISIBILITY.minusMillis(1));
        assertThat(other.poll()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        LeasedItem second = other.poll().orElseThrow();

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(writes(second)).isTrue();
        assertThat(writes(first))
                .as("a write of the first consumer, who wakes up late")
                .isFalse();
        assertThat(other.acknowledge(second)).isTrue();
        assertThat(other.size()).isZero();
    }

    /** A write that its fencing token guards. */
    private boolean writes(LeasedItem item) {
        otherNode
                .mongo
                .getCollection("effects")
                .updateOne(
                        new Document("_id", "payment"),
                        new Document("$setOnInsert", new Document("fence", 0L)),
                        new UpdateOptions().upsert(true));
        return otherNode
                        .mongo
                        .updateFirst(
                                Query.query(Criteria.where("_id")
                                        .is("payment")
                                        .and("fence")
                                        .lt(item.token())),
                                new Update().set("fence", item.token()).inc("effects", 1),
                                "effects")
                        .getModifiedCount()
                == 1;
    }

    @Test
    void a_consumer_that_has_lost_its_lease_changes_nothing_more() {
        one.add(NewItem.of("item"));
        LeasedItem late = one.poll().orElseThrow();
        clock.advance(VISIBILITY);
        LeasedItem current = other.poll().orElseThrow();

        assertThat(one.acknowledge(late)).isFalse();
        assertThat(one.release(late)).isFalse();
        assertThat(one.retryLater(late, Duration.ZERO, "late")).isFalse();
        assertThat(one.park(late, "late")).isFalse();
        assertThat(one.extend(late, VISIBILITY)).isEmpty();
        assertThat(one.counts().lost()).isEqualTo(5);

        assertThat(other.acknowledge(current)).isTrue();
        assertThat(other.acknowledge(current)).as("a second time").isFalse();
    }

    @Test
    void an_acknowledgement_of_a_former_item_does_not_remove_the_next_one_in_its_slot() {
        WorkQueue small = oneNode.queue(WorkQueueSettings.of("small", 1));
        small.add(NewItem.of("first"));
        LeasedItem first = small.poll().orElseThrow();
        small.acknowledge(first);
        small.add(NewItem.of("second"));
        small.poll().orElseThrow();

        assertThat(small.acknowledge(first)).isFalse();
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void an_item_whose_lease_has_ended_can_be_acknowledged_until_it_is_delivered_again() {
        one.add(NewItem.of("item"));
        LeasedItem slow = one.poll().orElseThrow();
        clock.advance(VISIBILITY.multipliedBy(2));

        assertThat(one.extend(slow, VISIBILITY)).isEmpty();
        assertThat(one.acknowledge(slow)).isTrue();
        assertThat(one.size()).isZero();
    }

    @Test
    void a_lease_lasts_longer_if_it_is_extended() {
        one.add(NewItem.of("item"));
        LeasedItem item = one.poll().orElseThrow();
        clock.advance(VISIBILITY.minusSeconds(1));

        assertThat(one.extend(item, VISIBILITY)).hasValueSatisfying(extended -> {
            assertThat(extended.leasedUntil()).isEqualTo(clock.instant().plus(VISIBILITY));
            assertThat(extended.token()).isEqualTo(item.token());
        });

        clock.advance(VISIBILITY.minusSeconds(1));
        assertThat(other.poll()).isEmpty();
        assertThat(one.acknowledge(item)).isTrue();
    }

    @Test
    void a_released_item_is_delivered_at_once_and_the_delivery_does_not_count() {
        one.add(NewItem.of("item"));

        assertThat(one.release(one.poll().orElseThrow())).isTrue();

        assertThat(other.poll()).map(LeasedItem::attempt).isEqualTo(Optional.of(1));
    }

    @Test
    void a_failed_item_is_delivered_again_after_the_delay() {
        one.add(NewItem.of("item"));

        assertThat(one.retryLater(one.poll().orElseThrow(), Duration.ofSeconds(10), "gateway timeout"))
                .isTrue();

        assertThat(other.poll()).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(other.poll()).map(LeasedItem::attempt).isEqualTo(Optional.of(2));
    }

    @Test
    void an_item_that_has_failed_too_often_is_parked_with_its_reason() {
        one.add(NewItem.of("item"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            one.retryLater(one.poll().orElseThrow(), Duration.ZERO, "failure " + attempt + "x".repeat(2_000));
        }

        clock.advance(Duration.ofDays(1));
        assertThat(one.poll()).isEmpty();
        assertThat(one.size()).as("it keeps its room").isEqualTo(1);
        assertThat(parked()).singleElement().satisfies(parked -> {
            assertThat(parked.reason()).startsWith("failure 3x").hasSize(1_000);
            assertThat(parked.attempts()).isEqualTo(3);
            assertThat(parked.payload()).isEqualTo("item");
        });
        assertThat(one.counts().parked()).isEqualTo(1);
    }

    @Test
    void an_item_whose_consumers_die_each_time_is_parked_as_well() {
        one.add(NewItem.of("item"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            one.poll().orElseThrow();
            clock.advance(VISIBILITY);
        }

        assertThat(other.poll()).isEmpty();

        assertThat(parked())
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason()).contains("Not acknowledged"));
        assertThat(other.counts().parked()).isEqualTo(1);
    }

    @Test
    void a_parked_item_is_redriven_in_its_old_place_with_all_its_attempts() {
        one.add(NewItem.of("key", "first"));
        one.add(NewItem.of("key", "second"));
        LeasedItem first = one.poll().orElseThrow();
        one.park(first, "malformed");
        assertThat(one.poll()).as("the second waits behind it").isEmpty();

        assertThat(otherNode.operations().redrive("work", first.number())).isTrue();
        assertThat(otherNode.operations().redrive("work", first.number())).isFalse();

        LeasedItem again = one.poll().orElseThrow();
        assertThat(again.payload()).isEqualTo("first");
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.token()).isGreaterThan(first.token());
        assertThat(parked()).isEmpty();
    }

    @Test
    void a_dropped_item_is_gone_and_the_next_one_with_its_key_is_delivered() {
        one.add(NewItem.of("key", "first"));
        one.add(NewItem.of("key", "second"));
        LeasedItem first = one.poll().orElseThrow();
        one.park(first, "malformed");

        assertThat(oneNode.operations().drop("work", first.number())).isTrue();
        assertThat(oneNode.operations().drop("work", first.number())).isFalse();

        assertThat(one.poll()).map(LeasedItem::payload).isEqualTo(Optional.of("second"));
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.remainingCapacity()).isEqualTo(4);
    }

    @Test
    void parked_items_are_listed_in_pages_in_their_order() {
        WorkQueue many = oneNode.queue(WorkQueueSettings.of("many", 30));
        for (int i = 0; i < 12; i++) {
            many.add(NewItem.of("item " + i));
        }
        many.poll(12).forEach(item -> many.park(item, "reason"));

        List<ParkedItem> first = oneNode.operations().parked("many", 0, 10);
        List<ParkedItem> second =
                oneNode.operations().parked("many", first.getLast().number(), 10);

        assertThat(first).extracting(ParkedItem::payload).hasSize(10).startsWith("item 0", "item 1");
        assertThat(second).extracting(ParkedItem::payload).containsExactly("item 10", "item 11");
        assertThat(oneNode.operations().figures("many").parked()).isEqualTo(12);
        assertThat(parked()).as("those of another queue").isEmpty();
    }

    @Test
    void items_are_taken_and_acknowledged_together() {
        for (int i = 0; i < 5; i++) {
            one.add(NewItem.of("item " + i));
        }
        List<LeasedItem> first = one.poll(2);
        List<LeasedItem> second = other.poll(10);
        assertThat(first).extracting(LeasedItem::payload).containsExactly("item 0", "item 1");
        assertThat(second).hasSize(3);
        one.acknowledge(first.getFirst());

        List<LeasedItem> all = Stream.concat(first.stream(), second.stream()).toList();

        assertThat(one.acknowledge(all)).containsExactly(first.getFirst());
        assertThat(one.size()).isZero();
        assertThatThrownBy(() -> one.poll(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.poll(201)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.acknowledge(List.of())).isEmpty();
    }

    @Test
    void an_item_of_another_queue_is_refused() {
        WorkQueue another = oneNode.queue(WorkQueueSettings.of("another", 1));
        another.add(NewItem.of("item"));
        LeasedItem item = another.poll().orElseThrow();

        assertThatThrownBy(() -> one.acknowledge(item)).isInstanceOf(IllegalArgumentException.class);
        assertThat(another.acknowledge(item)).isTrue();
    }

    @Test
    void an_item_that_cannot_be_read_does_not_stop_the_others() {
        one.add(NewItem.of("unreadable"));
        one.add(NewItem.of("readable"));
        oneNode.mongo.updateFirst(
                Query.query(Criteria.where("payload").is("unreadable")),
                new Update().set("attempts", "three"),
                "work_queue_slots");

        assertThat(one.poll(5)).extracting(LeasedItem::payload).containsExactly("readable");
        assertThat(one.size()).isEqualTo(2);
    }

    private List<ParkedItem> parked() {
        return oneNode.operations().parked("work", 0, 100);
    }
}
