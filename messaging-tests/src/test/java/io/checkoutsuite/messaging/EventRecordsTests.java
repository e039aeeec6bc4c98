package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import io.checkoutsuite.test.servers.TestServers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as a client of any language sees them: the raw bytes of their headers, and how their records are compressed. */
class EventRecordsTests {

    /** The position of the attributes in a batch of records; the lowest three bits are the compression. */
    private static final int BATCH_ATTRIBUTES = 21;

    private static final int GZIP = 1;
    private static final int LZ4 = 3;

    private final String requestId = UUID.randomUUID().toString();
    private final CheckoutRollback rollback = RunningService.rollback(requestId);

    @Test
    void an_event_has_the_headers_of_the_cloudevents_binding_as_plain_text_and_no_others() {
        try (RunningService service = RunningService.named("order-service")) {
            service.publish(rollback);
            service.bean(ReplayPublisher.class).publish(service.entry(rollback), "replay-1", "order");

            List<TextRecord> records = KafkaTopics.read(TestServers.kafka(), RunningService.TOPIC).stream()
                    .filter(record -> record.header("ce_requestid").equals(requestId))
                    .toList();

            Map<String, String> attributes = new HashMap<>(Map.of(
                    "content-type", "application/json",
                    "ce_specversion", "1.0",
                    "ce_id", "checkoutRollback:" + requestId,
                    "ce_type", "checkoutRollback",
                    "ce_source", "/order-service",
                    "ce_time", "2026-03-01T12:00:00Z",
                    "ce_subject", "cart-of-" + requestId,
                    "ce_requestid", requestId,
                    "ce_tenant", "default"));
            assertThat(records).hasSize(2);
            assertThat(records.getFirst().headers()).isEqualTo(attributes);
            attributes.putAll(Map.of("x-replay-id", "replay-1", "x-replay-target", "order"));
            assertThat(records.getLast().headers()).isEqualTo(attributes);
        }
    }

    @Test
    void an_event_of_another_client_is_applied_whatever_it_calls_the_content_type() {
        try (RunningService service = RunningService.named("order-service")) {
            List<Map<String, String>> contentTypes = List.of(
                    Map.of("content-type", "application/json"),
                    Map.of("contentType", "\"application/json\""),
                    Map.of("contentType", "application/json", "content-type", "application/json; charset=utf-8"),
                    Map.of());

            for (int i = 0; i < contentTypes.size(); i++) {
                OutboxEntry entry = service.entry(RunningService.rollback(requestId + "-" + i));
                Map<String, String> headers = new HashMap<>(contentTypes.get(i));
                headers.putAll(Map.of(
                        "ce_id", entry.eventId(),
                        "ce_type", entry.type(),
                        "ce_requestid", entry.requestId(),
                        "ce_tenant", "default"));
                RunningService.send(RunningService.TOPIC, entry.key(), headers, entry.body());
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(service.applied)
                            .extracting(CheckoutRollback::requestId)
                            .filteredOn(applied -> applied.startsWith(requestId))
                            .hasSize(contentTypes.size()));
        }
    }

    @Test
    void events_are_compressed_so_that_every_client_can_read_them_unless_set_otherwise(@TempDir Path dir)
            throws IOException {
        assertThat(compressionOfPublishedEvent(dir.resolve("default"))).isEqualTo(GZIP);
        assertThat(compressionOfPublishedEvent(
                        dir.resolve("set"),
                        "spring.cloud.stream.kafka.binder.producer-properties.compression.type=lz4"))
                .isEqualTo(LZ4);
    }

    private int compressionOfPublishedEvent(Path dir, String... settings) throws IOException {
        int port = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.start(dir, port, FreePorts.next());
                RunningService service = new RunningService(
                        "order-service", broker.bootstrapServers(), TestServers.mongoUri("compression"), settings)) {
            service.publish(rollback);
            return compression(firstBatch(dir));
        }
    }

    /** The first batch of records that the broker has stored for the topic. */
    private static ByteBuffer firstBatch(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            Path log = files.filter(
                            file -> file.getParent().getFileName().toString().startsWith(RunningService.TOPIC + "-"))
                    .filter(file ->
                            file.toString().endsWith(".log") && file.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
            return ByteBuffer.wrap(Files.readAllBytes(log));
        }
    }

    private static int compression(ByteBuffer batch) {
        return batch.getShort(BATCH_ATTRIBUTES) & 0b111;
    }
}
