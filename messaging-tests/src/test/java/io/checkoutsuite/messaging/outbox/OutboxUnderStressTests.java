package io.checkoutsuite.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.messaging.BindingPublisher;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.EventPublisher;
import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.RunningService;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Many pending events, an unavailable broker, several nodes and a node that dies, with a real broker and a real document store. */
@ExtendWith(OutputCaptureExtension.class)
class OutboxUnderStressTests {

    private static final String TOPIC = "orderHeld";
    private static final int MEGABYTE = 1024 * 1024;

    private final String run = UUID.randomUUID().toString();

    @Test
    void a_hundred_thousand_waiting_events_go_out_once_each_in_a_bounded_heap() {
        String uri = TestServers.mongoUri("waiting");
        Instant longAgo = Instant.now().minusSeconds(3600);
        try (RunningService empty = new RunningService("order-service", TestServers.kafka(), uri)) {
            empty.bean(OutboxRelays.class).stop();
            for (int batch = 0; batch < 98; batch++) {
                int first = batch * 1000;
                empty.mongo()
                        .getCollection("things")
                        .insertMany(IntStream.range(first, first + 1000)
                                .mapToObj(i -> pending("t" + i, longAgo.plusMillis(i), i % 49 == 0 ? 2 : 1))
                                .toList());
            }
            long before = usedHeap();
            AtomicLong most = new AtomicLong();
            long begun = System.nanoTime();
            OutboxRelay relay = empty.bean(OutboxRelays.class).of("things");
            relay.start();
            await("the first refresh").until(() -> relay.backlog() == 98_000);

            await("the outbox is drained")
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        most.accumulateAndGet(usedHeap(), Math::max);
                        return relay.backlog() == 0;
                    });
            assertThat(pending(empty.mongo())).isZero();

            System.out.printf(
                    "100000 events in %d s, heap %d MB at first, %d MB at most%n",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(), before / MEGABYTE, most.get() / MEGABYTE);
            assertThat(most.get() - before).isLessThan(64 * MEGABYTE);
            Map<String, List<String>> published = published(TestServers.kafka());
            assertThat(published).hasSize(98_000);
            assertThat(published.values().stream().mapToInt(List::size).sum()).isEqualTo(100_000);
            assertThat(published)
                    .allSatisfy((key, events) -> assertThat(events).isSorted().doesNotHaveDuplicates());
        }
    }

    @Test
    void while_the_broker_is_unavailable_memory_stays_bounded_and_afterwards_each_event_is_published_once(
            @TempDir Path dir, CapturedOutput log) {
        int port = FreePorts.next();
        String uri = TestServers.mongoUri("absent");
        KafkaBroker broker = KafkaBroker.start(dir, port, port + 1);
        // A second consumer could still be joining when the broker stops: the client would log an ERROR.
        try (RunningService service = new RunningService(
                "order-service",
                broker.bootstrapServers(),
                uri,
                "spring.cloud.stream.default.consumer.concurrency=1")) {
            OutboxRelay relay = service.bean(OutboxRelays.class).of("things");
            write(service, relay, "before", 1);
            await().until(() -> pending(service.mongo()) == 0);
            service.publish(RunningService.rollback("before"));
            await("the listener has its partitions").until(() -> !service.applied.isEmpty());
            long before = usedHeap();
            broker.close();

            for (int i = 0; i < 2_000; i++) {
                write(service, relay, "t" + i, 1);
            }
            // Two gigabytes of events for documents that have no pending events, in a heap of one gigabyte.
            for (int i = 0; i < 20_000; i++) {
                relay.publishSoon("phantom", List.of(entry("phantom", i, "x".repeat(100_000))));
                relay.publishSoon("phantom" + i, List.of(entry("phantom" + i, 0, "x".repeat(100_000))));
                assertThat(relay.publishQueue().bytes()).isLessThanOrEqualTo(PublishQueue.MAX_BYTES);
            }
            await("the outage is detected")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> relay.brokerUnavailableSince().isPresent());
            await("the publish queue is empty")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> relay.publishQueue().bytes() < MEGABYTE);
            assertThat(usedHeap() - before).isLessThan(48 * MEGABYTE);
            await("the sweeper publishes nothing")
                    .during(Duration.ofSeconds(15))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> pending(service.mongo()) == 2_000);

            try (KafkaBroker back = KafkaBroker.start(dir, port, port + 1)) {
                await("the outbox is drained")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> pending(service.mongo()) == 0);

                Map<String, List<String>> published = published(back.bootstrapServers());
                published.keySet().removeIf(key -> key.startsWith("phantom"));
                assertThat(published)
                        .hasSize(2_001)
                        .allSatisfy((key, events) -> assertThat(events).hasSize(1));
            }
        } finally {
            broker.close();
        }
        assertThat(log.getAll().lines().filter(line -> line.contains("The broker ")))
                .hasSize(2);
        assertThat(log.getAll().lines().filter(line -> line.contains(" ERROR ")))
                .isEmpty();
    }

    @Test
    void two_nodes_that_write_and_sweep_publish_no_event_twice() throws InterruptedException {
        String uri = TestServers.mongoUri("nodes");
        try (RunningService one = new RunningService("order-service", TestServers.kafka(), uri);
                RunningService other = new RunningService("order-service", TestServers.kafka(), uri);
                ExecutorService writers = Executors.newFixedThreadPool(8)) {
            one.mongo()
                    .getCollection("things")
                    .insertMany(IntStream.range(0, 3_000)
                            .mapToObj(i -> pending("left" + i, Instant.now().minusSeconds(60), 2))
                            .toList());
            for (int i = 0; i < 3_000; i++) {
                String id = "t" + i;
                writers.submit(() -> {
                    for (int n = 0; n < 3; n++) {
                        RunningService node = ThreadLocalRandom.current().nextBoolean() ? one : other;
                        List<OutboxEntry> pending = add(node.mongo(), id, entry(id, n, "{}"));
                        node.bean(OutboxRelays.class).of("things").publishSoon(id, pending, 1);
                    }
                });
            }
            writers.shutdown();

            await("the outbox is drained")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> writers.isTerminated() && pending(one.mongo()) == 0);

            Map<String, List<String>> published = published(TestServers.kafka());
            assertThat(published)
                    .hasSize(6_000)
                    .allSatisfy((key, events) -> assertThat(events)
                            .hasSize(key.startsWith("left") ? 2 : 3)
                            .isSorted()
                            .doesNotHaveDuplicates());
        }
    }

    @Test
    void when_a_node_dies_between_publishing_and_removing_every_event_is_still_published_in_order() {
        CountDownLatch dead = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        try (MessagingFixture fixture = new MessagingFixture();
                RunningService service = RunningService.named("order-service")) {
            List<Document> waiting = new ArrayList<>(IntStream.range(0, 2_000)
                    .mapToObj(i -> pending("t" + i, fixture.clock.instant().minusSeconds(60), 3))
                    .toList());
            Collections.shuffle(waiting);
            fixture.mongo.getCollection("things").insertMany(waiting);
            BindingPublisher publisher = service.bean(BindingPublisher.class);
            OutboxRelay dying = relay(fixture, entry -> {
                publisher.publish(entry);
                if (sent.incrementAndGet() > 1_000) {
                    awaitForEver(dead);
                }
            });
            OutboxRelay other = relay(fixture, publisher);
            dying.start();
            await().until(() -> sent.get() > 1_000);
            other.start();

            // The dead node's lease expires.
            fixture.clock.advance(Duration.ofSeconds(31));

            await("the outbox is drained").atMost(Duration.ofSeconds(60)).until(() -> pending(fixture.mongo) == 0);
            other.stop();
            Map<String, List<String>> published = published(TestServers.kafka());
            assertThat(published)
                    .hasSize(2_000)
                    .allSatisfy((key, events) -> assertThat(
                                    events.stream().distinct().toList())
                            .hasSize(3)
                            .isSorted());
            // Only events that were being sent when the node died are sent again.
            assertThat(published.values().stream().mapToInt(List::size).sum()).isBetween(6_001, 6_000 + 500 * 3);
            dead.countDown();
            dying.stop();
        }
    }

    private static void awaitForEver(CountDownLatch dead) {
        try {
            dead.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("This node is dead");
    }

    private static OutboxRelay relay(MessagingFixture node, EventPublisher publisher) {
        return new OutboxRelay(
                new OutboxStore("things", node.mongo),
                publisher,
                new Leases(node.mongo, node.clock),
                node.clock,
                MessagingFixture.settings(16),
                new SimpleMeterRegistry());
    }

    private void write(RunningService service, OutboxRelay relay, String id, int count) {
        for (int n = 0; n < count; n++) {
            relay.publishSoon(id, add(service.mongo(), id, entry(id, n, "x".repeat(10_000))), 1);
        }
    }

    private static List<OutboxEntry> add(MongoTemplate mongo, String id, OutboxEntry entry) {
        return mongo.findAndModify(
                        Query.query(Criteria.where("_id").is(id)),
                        new Update()
                                .push("outbox", entry)
                                .set("outboxPending", true)
                                .set("outboxPendingSince", Instant.now()),
                        FindAndModifyOptions.options().upsert(true).returnNew(true),
                        Thing.class,
                        "things")
                .outbox();
    }

    record Thing(String id, List<OutboxEntry> outbox) {}

    private OutboxEntry entry(String id, int n, String body) {
        return new OutboxEntry(run + "/" + id + "/" + n, TOPIC, run + "/" + id, "default", "r", Instant.now(), body);
    }

    private Document pending(String id, Instant since, int entries) {
        return new Document("_id", id)
                .append(
                        "outbox",
                        IntStream.range(0, entries)
                                .mapToObj(n -> entry(id, n, "{\"cart\":\"" + "x".repeat(300) + "\"}"))
                                .map(entry -> new Document("eventId", entry.eventId())
                                        .append("type", entry.type())
                                        .append("key", entry.key())
                                        .append("tenant", entry.tenant())
                                        .append("requestId", entry.requestId())
                                        .append("at", Date.from(entry.at()))
                                        .append("body", entry.body()))
                                .toList())
                .append("outboxPending", true)
                .append("outboxPendingSince", Date.from(since));
    }

    private static long pending(MongoTemplate mongo) {
        return mongo.count(Query.query(Criteria.where("outboxPending").is(true)), "things");
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The ids of this run's events by document, in the order of publication. */
    private Map<String, List<String>> published(String brokers) {
        Map<String, List<String>> published = new LinkedHashMap<>();
        KafkaTopics.forEach(brokers, TOPIC::equals, message -> {
            String id = message.header(EventHeaders.ID);
            if (id.startsWith(run)) {
                String[] parts = id.split("/");
                published.computeIfAbsent(parts[1], key -> new ArrayList<>()).add(parts[2]);
            }
        });
        return published;
    }
}
