package io.checkoutsuite.workqueue.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.consumer.ConsumerSettings;
import io.checkoutsuite.workqueue.consumer.WorkQueueConsumer;
import io.checkoutsuite.workqueue.queue.NewItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class WorkQueueMonitorTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Node node = Node.in(Node.database(), clock);
    private final WorkQueue queue = node.queue(2);
    private final WorkQueueMonitor monitor = new WorkQueueMonitor(node.queues, clock, meters, Duration.ofMillis(10));

    @AfterEach
    void close() {
        monitor.stop();
        node.close();
    }

    @Test
    void metrics_tell_how_full_how_old_and_how_troubled_a_queue_is() {
        queue.add(NewItem.of("first"));
        clock.advance(Duration.ofSeconds(90));
        queue.add(NewItem.of("second"));
        queue.park(queue.poll().orElseThrow(), "malformed");
        queue.retryLater(queue.poll().orElseThrow(), Duration.ZERO, "unavailable");
        queue.poll().orElseThrow();

        monitor.refresh();

        assertThat(gauge("size")).isEqualTo(2);
        assertThat(gauge("capacity")).isEqualTo(2);
        assertThat(gauge("parked")).isEqualTo(1);
        assertThat(gauge("oldest.age.millis")).isEqualTo(90_000);
        assertThat(counter("added")).isEqualTo(2);
        assertThat(counter("attempts")).isEqualTo(3);
        assertThat(counter("redeliveries")).isEqualTo(1);
        assertThat(counter("retries")).isEqualTo(1);
        assertThat(counter("parkings")).isEqualTo(1);
        assertThat(counter("acknowledged")).isZero();
    }

    private double gauge(String name) {
        return meters.get("suite.work.queue." + name)
                .tag("queue", "work")
                .gauge()
                .value();
    }

    private double counter(String name) {
        return meters.get("suite.work.queue." + name)
                .tag("queue", "work")
                .functionCounter()
                .count();
    }

    @Test
    void figures_are_read_from_time_to_time_and_not_by_those_who_look_at_them() {
        monitor.start();
        queue.add(NewItem.of("item"));

        Eventually.get(
                "refreshed",
                monitor::figures,
                all -> all.get("work") != null && all.get("work").size() == 1);
        monitor.stop();

        assertThat(monitor.isRunning()).isFalse();
        long before = node.commands();
        gauge("size");
        new WorkQueueHealth(monitor, List::of).health();
        assertThat(node.commands() - before)
                .as("commands of one refresh at most")
                .isLessThan(12);
    }

    @Test
    void an_unfinished_change_of_the_capacity_is_finished() {
        node.mongo
                .getCollection("work_queues")
                .updateOne(
                        new Document("_id", "work"),
                        new Document("$set", new Document("capacity", 5).append("slots", 0)));

        monitor.refresh();

        assertThat(queue.remainingCapacity()).isEqualTo(5);
        assertThat(gauge("capacity")).isEqualTo(5);
    }

    @Test
    void an_unavailable_database_leaves_the_last_figures() {
        queue.add(NewItem.of("item"));
        monitor.refresh();
        node.close();

        monitor.refresh();

        assertThat(gauge("size")).isEqualTo(1);
    }

    @Test
    void health_is_up_with_details_while_a_full_queue_has_parked_items() {
        queue.add(NewItem.of("first"));
        queue.add(NewItem.of("second"));
        queue.park(queue.poll().orElseThrow(), "malformed");
        monitor.refresh();

        Health health = new WorkQueueHealth(monitor, List::of).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("work"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("full", true)
                .containsEntry("parked", 1)
                .containsEntry("size", 2);
    }

    @Test
    void health_is_up_while_consumers_run_or_were_stopped() {
        WorkQueueConsumer consumer = new WorkQueueConsumer(queue, item -> {}, ConsumerSettings.of(1));
        WorkQueueHealth health = new WorkQueueHealth(monitor, () -> List.of(consumer));

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        consumer.start();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        consumer.stop();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_consumer_counts_what_it_handles() {
        WorkQueueConsumer consumer = new WorkQueueConsumer(
                queue,
                item -> {
                    if (item.payload().equals("bad")) {
                        throw new IllegalStateException("bad");
                    }
                },
                ConsumerSettings.of(2));
        new ConsumerMetrics(consumer).bindTo(meters);
        queue.add(NewItem.of("good"));
        queue.add(NewItem.of("bad"));
        consumer.start();

        Eventually.get("handled", consumer::handled, handled -> handled == 2);
        Eventually.get("idle", consumer::inProgress, count -> count == 0);
        consumer.stop();

        assertThat(meters.get("suite.work.queue.handling").functionTimer().count())
                .isEqualTo(2);
        assertThat(counter("failures")).isEqualTo(1);
        assertThat(gauge("in.progress")).isZero();
    }
}
