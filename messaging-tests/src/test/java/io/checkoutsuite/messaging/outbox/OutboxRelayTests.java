package io.checkoutsuite.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.EventPublisher;
import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.UnboundEventException;
import io.checkoutsuite.mongo.Leases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

@ExtendWith(OutputCaptureExtension.class)
class OutboxRelayTests {

    private static final Duration SWEPT = Duration.ofSeconds(13);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> published = Collections.synchronizedList(new ArrayList<>());
    private final List<OutboxRelay> started = new ArrayList<>();
    private MessagingFixture fixture;
    private volatile boolean brokerUnavailable;

    @BeforeEach
    void connect() {
        fixture = new MessagingFixture();
    }

    @AfterEach
    void disconnect() {
        started.forEach(OutboxRelay::stop);
        fixture.close();
    }

    @Test
    void what_was_just_written_is_published_at_once_and_removed() {
        OutboxRelay relay = relay(entry -> published.add(entry.eventId()));
        OutboxEntry entry = entry("e1");
        write("t1", entry);

        relay.publishSoon("t1", List.of(entry));

        awaitEmpty("t1");
        assertThat(published).containsExactly("e1");
        assertThat(thing("t1")).doesNotContainKeys("outboxPending", "outboxPendingSince");
    }

    @Test
    void what_a_dead_process_left_is_published_by_the_sweeper_oldest_first() {
        write("t1", entry("e1"), entry("e2"), entry("e3"));
        relay(entry -> published.add(entry.eventId()));
        fixture.clock.advance(SWEPT);

        awaitEmpty("t1");

        assertThat(published).containsExactly("e1", "e2", "e3");
    }

    @Test
    void what_is_fresh_is_left_to_the_process_that_wrote_it() {
        write("t1", entry("e1"));
        OutboxRelay relay = relay(entry -> published.add(entry.eventId()));
        write("t2", entry("e2"));
        relay.publishSoon("t2", List.of(entry("e2")));

        awaitEmpty("t2");

        assertThat(published).containsExactly("e2");
    }

    @Test
    void while_the_broker_is_unavailable_nothing_is_lost_and_afterwards_everything_is_published() {
        brokerUnavailable = true;
        OutboxRelay relay = relay(this::publishUnlessUnavailable);
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> "e" + i).toList();
        ids.forEach(id -> writeAndPublish(relay, id));
        fixture.clock.advance(SWEPT);
        await("a failed sweep").until(() -> relay.backlog() > 0);
        assertThat(published).isEmpty();

        brokerUnavailable = false;

        awaitNothingPending();
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void an_entry_that_another_node_adds_while_one_is_published_follows_at_once() {
        OutboxEntry first = entry("e1");
        OutboxEntry second = entry("e2");
        OutboxRelay other = relay(entry -> published.add(entry.eventId()));
        OutboxRelay relay = relay(entry -> {
            if (entry.eventId().equals("e1")) {
                add("t1", second);
                other.publishSoon("t1", List.of(first, second), 1);
            }
            published.add(entry.eventId());
        });
        write("t1", first);
        relay.publishSoon("t1", List.of(first));

        awaitEmpty("t1");
        assertThat(published).containsExactly("e1", "e2");
    }

    @Test
    void of_two_nodes_only_one_sweeps() {
        List<String> ids = writeMany(100);
        relay(entry -> published.add(entry.eventId()));
        relay(entry -> published.add(entry.eventId()));

        fixture.clock.advance(SWEPT);

        awaitNothingPending();
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_sweep_that_outlasts_its_lease_never_meets_the_next_ones() {
        List<String> ids = writeMany(200);
        fixture.clock.advance(SWEPT);
        EventPublisher slow = entry -> {
            fixture.clock.advance(Duration.ofMillis(500));
            published.add(entry.eventId());
            // As slow as a few round trips, so that the other node has time to see that a lease has expired.
            for (int trip = 0; trip < 10; trip++) {
                fixture.mongo.executeCommand(new Document("ping", 1));
            }
        };

        relay(slow);
        relay(slow);

        awaitNothingPending();
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_node_that_is_stopped_leaves_the_sweeping_to_another_at_once() {
        OutboxRelay first = relay(entry -> published.add("first " + entry.eventId()));
        write("t1", entry("e1"));
        fixture.clock.advance(SWEPT);
        awaitEmpty("t1");

        first.stop();
        relay(entry -> published.add("second " + entry.eventId()));
        write("t2", entry("e2"));
        fixture.clock.advance(SWEPT);

        awaitEmpty("t2");
        assertThat(published).containsExactly("first e1", "second e2");
    }

    @Test
    void what_was_left_behind_is_published_oldest_first() {
        List<String> ids = IntStream.range(0, 60).mapToObj(i -> "e" + i).toList();
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled);
        Instant noon = fixture.clock.instant();
        shuffled.forEach(id -> {
            write("t-" + id, entry(id));
            pendingSince("t-" + id, noon.plusMillis(Integer.parseInt(id.substring(1))));
        });
        fixture.clock.advance(SWEPT);

        relay(1, entry -> published.add(entry.eventId()));

        awaitNothingPending();
        assertThat(published).containsExactlyElementsOf(ids);
    }

    @Test
    void while_the_broker_is_unavailable_an_hour_of_writes_leaves_nothing_in_memory_and_two_lines_in_the_log(
            CapturedOutput log) {
        AtomicInteger attempts = new AtomicInteger();
        brokerUnavailable = true;
        OutboxRelay relay = relay(entry -> {
            attempts.incrementAndGet();
            publishUnlessUnavailable(entry);
        });
        OutboxHealth health = new OutboxHealth(List.of(relay));
        List<String> ids = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 20; i++) {
                OutboxEntry entry = entry("e" + minute + "-" + i);
                ids.add(entry.eventId());
                write("t-" + entry.eventId(), entry);
                relay.publishSoon("t-" + entry.eventId(), List.of(entry));
            }
            fixture.clock.advance(Duration.ofMinutes(1));
        }
        await("the outage is detected").until(() -> gauge("suite.outbox.broker.unavailable") == 1);
        await("the publish queue is empty")
                .until(() -> relay.publishQueue().bytes() == 0
                        && relay.publishQueue().documents() <= 1);
        // Only probes are sent: one in each of the 60 minutes by the writers, and one per back-off by the sweeper,
        // which
        // sweeps in real time.
        assertThat(attempts.get()).isLessThan(2 * 60);
        await().untilAsserted(
                        () -> assertThat(health.health().getStatus().getCode()).isEqualTo("UP"));
        assertThat(health.health().getDetails()).containsKey("things.brokerUnavailableSince");
        await().until(() -> gauge("suite.outbox.backlog") == ids.size());
        assertThat(gauge("suite.outbox.oldest.age.millis"))
                .isEqualTo(Duration.ofHours(1).toMillis());

        brokerUnavailable = false;

        awaitNothingPending();
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(gauge("suite.outbox.broker.unavailable")).isZero();
        assertThat(health.health().getDetails()).doesNotContainKey("things.brokerUnavailableSince");
        await().until(() -> gauge("suite.outbox.backlog") == 0 && gauge("suite.outbox.oldest.age.millis") == 0);
        assertThat(log.getAll().lines().filter(line -> line.contains("OutboxRelay") || line.contains("BrokerCircuit")))
                .hasSize(2)
                .anyMatch(line -> line.contains("WARN") && line.contains("The broker is unavailable"))
                .anyMatch(line -> line.contains("INFO") && line.contains("again, after"));
    }

    @Test
    void a_node_that_may_not_sweep_learns_from_its_own_writes_that_the_broker_is_back() {
        relay(entry -> {});
        brokerUnavailable = true;
        OutboxRelay relay = relay(this::publishUnlessUnavailable);
        writeAndPublish(relay, "e1");
        await().until(() -> relay.brokerUnavailableSince().isPresent());
        writeAndPublish(relay, "e2");
        brokerUnavailable = false;
        fixture.clock.advance(Duration.ofSeconds(1));

        writeAndPublish(relay, "e3");

        awaitEmpty("t-e3");
        assertThat(relay.brokerUnavailableSince()).isEmpty();
        assertThat(published).containsExactly("e3");
    }

    @Test
    void an_event_that_the_broker_rejects_delays_no_other_and_is_logged_once(CapturedOutput log) {
        write("t-bad", entry("good-before"), entry("bad"), entry("behind-bad"));
        pendingSince("t-bad", fixture.clock.instant().minusSeconds(60));
        List<String> ids = writeMany(30);
        fixture.clock.advance(SWEPT);
        AtomicBoolean accepted = new AtomicBoolean();
        OutboxRelay relay = relay(entry -> {
            if (entry.eventId().equals("bad") && !accepted.get()) {
                throw new IllegalStateException(new RecordTooLargeException("too large"));
            }
            published.add(entry.eventId());
        });
        OutboxHealth health = new OutboxHealth(List.of(relay));

        await().until(() -> published.containsAll(ids));
        for (int i = 0; i < 3; i++) {
            Instant movedBack = fixture.clock.instant();
            await().until(() ->
                    thing("t-bad").getDate("outboxPendingSince").toInstant().equals(movedBack));
            fixture.clock.advance(SWEPT);
        }

        assertThat(published).containsOnlyOnce("good-before").doesNotContain("behind-bad");
        await().until(() -> gauge("suite.outbox.rejected") == 1);
        assertThat(health.health().getDetails()).containsEntry("things.rejected", 1L);
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
        assertThat(relay.brokerUnavailableSince()).isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains("rejects")))
                .hasSize(1)
                .allMatch(line -> line.contains("The broker rejects bad of t-bad"));

        accepted.set(true);
        fixture.clock.advance(SWEPT);

        awaitNothingPending();
        assertThat(published).containsSubsequence("good-before", "bad", "behind-bad");
        await().until(() -> gauge("suite.outbox.rejected") == 0);
        assertThat(thing("t-bad")).doesNotContainKeys("outboxPending", "outboxPendingSince", "outboxRejected");
    }

    @Test
    void unreadable_documents_hide_no_others_and_are_logged_once(CapturedOutput log) {
        for (Object outbox :
                List.of("no list", List.of("no entry"), List.of(new Document("eventId", "e0")), List.of(1, 2))) {
            fixture.mongo
                    .getCollection("things")
                    .insertOne(new Document("_id", "t-bad-" + outbox)
                            .append("outbox", outbox)
                            .append("outboxPending", true)
                            .append(
                                    "outboxPendingSince",
                                    Date.from(fixture.clock.instant().minusSeconds(60))));
        }
        List<String> ids = writeMany(30);
        fixture.clock.advance(SWEPT);
        OutboxRelay relay = relay(entry -> published.add(entry.eventId()));

        await().until(() -> published.containsAll(ids));
        await().until(() -> gauge("suite.outbox.rejected") == 4);
        fixture.clock.advance(SWEPT);
        write("t-last", entry("last"));
        fixture.clock.advance(SWEPT);

        awaitEmpty("t-last");
        assertThat(published).hasSize(31);
        assertThat(relay.backlog()).isGreaterThanOrEqualTo(4);
        assertThat(log.getAll().lines().filter(line -> line.contains("cannot be read")))
                .hasSize(4);
    }

    @Test
    void a_mark_that_a_dead_process_left_on_an_empty_outbox_is_removed() {
        fixture.mongo
                .getCollection("things")
                .insertOne(new Document("_id", "t1")
                        .append("outbox", List.of())
                        .append("outboxPending", true)
                        .append("outboxPendingSince", Date.from(fixture.clock.instant())));
        fixture.mongo
                .getCollection("things")
                .insertOne(new Document("_id", "t2")
                        .append("outboxPending", true)
                        .append("outboxPendingSince", Date.from(fixture.clock.instant())));
        fixture.clock.advance(SWEPT);

        relay(entry -> published.add(entry.eventId()));

        awaitNothingPending();
        assertThat(published).isEmpty();
    }

    @Test
    void an_event_of_an_unknown_type_counts_as_rejected() {
        assertThat(BrokerRejections.isCausedByMessage(new UnboundEventException(entry("e1"))))
                .isTrue();
        assertThat(BrokerRejections.isCausedByMessage(new IllegalStateException("Dispatcher has no subscribers")))
                .isFalse();
    }

    @Test
    void a_failure_that_meets_one_document_alone_counts_as_a_rejection() {
        write("t-odd", entry("odd"));
        pendingSince("t-odd", fixture.clock.instant().minusSeconds(60));
        List<String> ids = writeMany(40);
        fixture.clock.advance(SWEPT);

        relay(entry -> {
            if (entry.eventId().equals("odd")) {
                throw new IllegalStateException("The cause is unknown");
            }
            published.add(entry.eventId());
        });

        await().until(() -> published.containsAll(ids));
        assertThat(published).containsExactlyInAnyOrderElementsOf(ids);
        await().until(() -> thing("t-odd").getBoolean("outboxRejected", false));
    }

    @Test
    void entries_that_were_acknowledged_before_the_broker_became_unavailable_are_not_published_again() {
        write("t1", entry("e1"), entry("e2"), entry("e3"));
        fixture.clock.advance(SWEPT);
        relay(entry -> {
            if (entry.eventId().equals("e2") && published.size() == 1) {
                published.add("lost");
                throw new IllegalStateException("The broker is unavailable");
            }
            published.add(entry.eventId());
        });

        awaitEmpty("t1");

        assertThat(published).containsExactly("e1", "lost", "e2", "e3");
    }

    @Test
    void what_cannot_be_sent_before_another_process_may_send_it_stays_pending() {
        OutboxStore store = new OutboxStore("things", fixture.mongo);
        BrokerCircuit broker = new BrokerCircuit("things", fixture.clock, Duration.ofSeconds(1));
        EventPublisher slow = entry -> {
            published.add(entry.eventId());
            fixture.clock.advance(Duration.ofSeconds(2));
        };
        OutboxPublisher publisher = new OutboxPublisher(store, slow, broker, fixture.clock, 1);
        write("t1", entry("e1"), entry("e2"), entry("e3"));
        Instant sweeperMayBegin = fixture.clock.instant().plusSeconds(3);

        int complete = publisher.publish(
                store.findPending(List.of("t1"), 1_000_000).stream()
                        .map(pending -> pending.beginningBefore(sweeperMayBegin))
                        .toList(),
                () -> true);

        assertThat(complete).isZero();
        assertThat(published).containsExactly("e1", "e2");
        assertThat(store.findPending(List.of("t1"), 1_000_000).getFirst().eventIds())
                .containsExactly("e3");
    }

    @Test
    void what_was_added_meanwhile_is_not_sent_later_than_what_it_was_added_to() {
        OutboxStore store = new OutboxStore("things", fixture.mongo);
        BrokerCircuit broker = new BrokerCircuit("things", fixture.clock, Duration.ofSeconds(1));
        EventPublisher slow = entry -> {
            published.add(entry.eventId());
            add("t1", entry("e2"));
            fixture.clock.advance(Duration.ofSeconds(4));
        };
        OutboxPublisher publisher = new OutboxPublisher(store, slow, broker, fixture.clock, 1);
        write("t1", entry("e1"));
        Instant sweeperMayBegin = fixture.clock.instant().plusSeconds(3);

        publisher.publish(
                List.of(store.findPending(List.of("t1"), 1_000_000).getFirst().beginningBefore(sweeperMayBegin)),
                () -> true);

        assertThat(published).containsExactly("e1");
        assertThat(store.findPending(List.of("t1"), 1_000_000).getFirst().eventIds())
                .containsExactly("e2");
    }

    @Test
    void the_drain_rate_is_that_of_the_time_since_the_last_refresh() {
        OutboxStore store = new OutboxStore("things", fixture.mongo);
        store.createIndexes();
        BrokerCircuit broker = new BrokerCircuit("things", fixture.clock, Duration.ofSeconds(1));
        OutboxPublisher publisher = new OutboxPublisher(store, entry -> {}, broker, fixture.clock, 1);
        OutboxMetrics metrics = new OutboxMetrics(store, broker, publisher, fixture.clock, meters);
        writeMany(10);
        long begun = System.nanoTime();
        metrics.refresh();
        assertThat(gauge("suite.outbox.backlog")).isEqualTo(10);

        publisher.publish(
                store.findPending(store.oldest(fixture.clock.instant().plusSeconds(1), 100), 1_000_000), () -> true);
        metrics.refresh();

        double slowest = 10 * 1e9 / (System.nanoTime() - begun);
        assertThat(gauge("suite.outbox.drain.rate"))
                .isGreaterThanOrEqualTo(slowest)
                .isLessThan(10 * 1e9);
        assertThat(gauge("suite.outbox.backlog")).isZero();
        assertThat(meters.get("suite.outbox.published").functionCounter().count())
                .isEqualTo(10);
        metrics.refresh();
        assertThat(gauge("suite.outbox.drain.rate")).isZero();
    }

    @Test
    void a_relay_that_was_stopped_is_a_failed_health_check() {
        OutboxRelay relay = relay(entry -> {});
        OutboxHealth health = new OutboxHealth(List.of(relay));
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");

        relay.stop();

        assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
    }

    @Test
    void a_relay_whose_thread_has_died_is_a_failed_health_check() {
        OutboxRelay relay = relay(entry -> {});
        OutboxHealth health = new OutboxHealth(List.of(relay));
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");

        fixture.clock.broken = true;
        await().dontCatchUncaughtExceptions().until(() -> !relay.isAlive());
        fixture.clock.broken = false;

        assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
        assertThat(health.health().getDetails()).containsEntry("things", "its relay is not running");
    }

    @Test
    void a_relay_that_hangs_is_a_failed_health_check() {
        CountDownLatch hanging = new CountDownLatch(1);
        write("t1", entry("e1"));
        fixture.clock.advance(SWEPT);
        OutboxRelay relay = relay(entry -> {
            published.add(entry.eventId());
            awaitUninterruptibly(hanging);
        });
        OutboxHealth health = new OutboxHealth(List.of(relay));
        await().until(() -> !published.isEmpty());

        fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
        assertThat(health.health().getDetails().get("things").toString()).startsWith("not swept for 6");
        hanging.countDown();
        await().until(() -> health.health().getStatus().getCode().equals("UP"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private OutboxRelay relay(EventPublisher publisher) {
        return relay(MessagingFixture.settings().publishers(), publisher);
    }

    private OutboxRelay relay(int publishers, EventPublisher publisher) {
        OutboxRelay relay = new OutboxRelay(
                new OutboxStore("things", fixture.mongo),
                publisher,
                new Leases(fixture.mongo, fixture.clock),
                fixture.clock,
                MessagingFixture.settings(publishers),
                meters);
        relay.start();
        started.add(relay);
        return relay;
    }

    private void publishUnlessUnavailable(OutboxEntry entry) {
        if (brokerUnavailable) {
            throw new IllegalStateException("The broker is unavailable");
        }
        published.add(entry.eventId());
    }

    private OutboxEntry entry(String id) {
        return new OutboxEntry(
                id,
                "checkoutCompletion",
                "cart",
                "default",
                "r",
                fixture.clock.instant(),
                "{\"n\":\"" + UUID.randomUUID() + "\"}");
    }

    private void write(String id, OutboxEntry... entries) {
        for (OutboxEntry entry : entries) {
            add(id, entry);
        }
    }

    private void add(String id, OutboxEntry entry) {
        Instant now = fixture.clock.instant();
        fixture.mongo.upsert(
                Query.query(Criteria.where("_id").is(id)),
                new Update().push("outbox", entry).set("outboxPending", true).set("outboxPendingSince", now),
                "things");
    }

    private Document thing(String id) {
        return fixture.mongo.findById(id, Document.class, "things");
    }

    private List<String> entries(String id) {
        return thing(id).getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    private List<String> writeMany(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
        ids.forEach(id -> write("t-" + id, entry(id)));
        return ids;
    }

    private void writeAndPublish(OutboxRelay relay, String id) {
        OutboxEntry entry = entry(id);
        write("t-" + id, entry);
        relay.publishSoon("t-" + id, List.of(entry));
    }

    private void pendingSince(String id, Instant when) {
        fixture.mongo.updateFirst(
                Query.query(Criteria.where("_id").is(id)), new Update().set("outboxPendingSince", when), "things");
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private void awaitNothingPending() {
        await("nothing is pending")
                .atMost(Duration.ofSeconds(30))
                .until(() -> fixture.mongo.count(
                                Query.query(Criteria.where("outboxPending").is(true)), "things")
                        == 0);
    }

    private void awaitEmpty(String id) {
        await(id + " has no pending events")
                .atMost(Duration.ofSeconds(20))
                .until(() -> entries(id).isEmpty());
    }
}
