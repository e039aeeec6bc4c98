package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.RunningService;
import io.checkoutsuite.messaging.deadletter.DeadLetter.State;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records with arbitrary bytes and headers are listed, readable and redriven, and the valid records between them are applied. */
class ArbitraryRecordsTests {

    private static final int RECORDS = 300;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MOST_HEADERS = 6_000;
    private static final String RUN = UUID.randomUUID().toString();
    private static final String TOPIC = "odd-" + RUN;
    private static final String DEAD = TOPIC + ".odd-service.dlq";

    private static RunningService service;
    private static KafkaProducer<byte[], byte[]> producer;
    private static DeadLetters deadLetters;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() {
        service = new RunningService(
                "odd-service",
                TestServers.kafka(),
                TestServers.mongoUri("odd"),
                "spring.cloud.stream.bindings.rollbackInput.destination=" + TOPIC);
        deadLetters = service.bean(DeadLetters.class);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafka(), "max.request.size", 9 * MEGABYTE, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        service.close();
    }

    @Test
    void each_is_listed_readable_and_redrivable_and_stops_no_neighbour() throws Exception {
        List<String> good = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        int odd = 0;
        for (int i = 0; i < RECORDS; i++) {
            if (i % 10 == 0) {
                good.add(RUN + "-" + i);
                sent.add(producer.send(good(good.getLast())));
            } else {
                odd++;
                sent.add(producer.send(odd(i % 3 == 0 ? DEAD : TOPIC, i)));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            awaitSent(each);
        }

        awaitLetters(odd, State.PARKED);
        await("valid records are applied")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(List.copyOf(service.applied))
                        .extracting(rollback -> rollback.requestId())
                        .containsExactlyInAnyOrderElementsOf(good));
        List<DeadLetter> parked = letters(State.PARKED);
        assertThat(parked).allSatisfy(letter -> {
            assertThat(letter.origin()).isEqualTo(TOPIC);
            assertThat(letter.redrives()).isZero();
            assertThat(letter.headers()).as("headers stored in the dead letter").hasSizeLessThan(MOST_HEADERS);
            assertThat(deadLetters.find("default", letter.id())).isPresent();
            assertThat(letter.reason() + letter.headerTexts() + letter.eventId() + letter.key())
                    .doesNotContain("\0");
        });

        RedriveReport report = service.bean(Redrives.class).matching("default", DeadLetterFilter.all(), 1_000, 1_000);

        assertThat(report.refused()).as("seed " + seed).isEmpty();
        assertThat(report.redriven()).isEqualTo(odd);
        awaitLetters(odd, State.REDRIVEN);
        awaitLetters(odd, State.PARKED);
        // Nothing was repaired, so each record is parked again unchanged.
        assertThat(letters(State.PARKED).stream().map(ArbitraryRecordsTests::contents))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(
                        parked.stream().map(ArbitraryRecordsTests::contents).toList());
    }

    private static void awaitSent(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException refused) {
            throw new AssertionError("The broker rejects a record that this test sends", refused);
        }
    }

    private static String contents(DeadLetter letter) {
        return letter.bodyBytes() + " " + letter.bodyText() + " " + letter.key() + " "
                + letter.headers().stream()
                        .filter(header -> !header.name().equals(EventHeaders.REDRIVES)
                                && !header.name().equals(EventHeaders.REPLAY_TARGET))
                        .map(header -> StoredText.printable(header.name())
                                + (header.value() == null ? null : StoredText.base64(header.value())))
                        .sorted()
                        .toList();
    }

    private ProducerRecord<byte[], byte[]> good(String requestId) {
        OutboxEntry entry = service.entry(RunningService.rollback(requestId));
        ProducerRecord<byte[], byte[]> good = new ProducerRecord<>(TOPIC, utf8(entry.key()), utf8(entry.body()));
        event(good, entry.eventId());
        return good;
    }

    private static void event(ProducerRecord<byte[], byte[]> record, String id) {
        record.headers()
                .add(EventHeaders.ID, utf8(id))
                .add(EventHeaders.TYPE, utf8("checkoutRollback"))
                .add(EventHeaders.TENANT, utf8("default"))
                .add(EventHeaders.REQUEST_ID, utf8("request of " + id));
    }

    private ProducerRecord<byte[], byte[]> odd(String topic, int i) {
        byte[] key = random.nextInt(4) == 0 ? null : bytes(random.nextInt(1, 40));
        byte[] value = switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> utf8("{\"cart\":\"\\u0000\"");
            case 3 -> utf8("[".repeat(5_000));
            default -> bytes(random.nextInt(1, 2_000));
        };
        if (i % 50 == 7) {
            value = bytes(random.nextInt(300 * 1024, 7 * MEGABYTE));
        }
        if (i == 101 || i == 102) {
            return largest(topic, key, i);
        }
        ProducerRecord<byte[], byte[]> odd = new ProducerRecord<>(topic, key, value);
        if (random.nextInt(3) > 0) {
            event(odd, RUN + "-odd-" + i);
        }
        if (i % 5 == 1) {
            odd.headers().remove(EventHeaders.TYPE).add(EventHeaders.TYPE, oddType());
        }
        if (i % 60 == 21) {
            IntStream.range(0, 20_000).forEach(empty -> odd.headers().add("", null));
        }
        for (int more = random.nextInt(4); more > 0; more--) {
            header(odd);
        }
        return odd;
    }

    /** As large as the broker accepts: 8 MiB, without room for the reason or for any other header. */
    private ProducerRecord<byte[], byte[]> largest(String topic, byte[] key, int i) {
        ProducerRecord<byte[], byte[]> largest = new ProducerRecord<>(topic, key, bytes(8 * MEGABYTE - 2_000));
        event(largest, RUN + "-odd-" + i);
        return largest;
    }

    /** Not a type that a later version could have; a type like that would be skipped. */
    private byte[] oddType() {
        byte[] noText = bytes(random.nextInt(1, 40));
        noText[0] = (byte) 0xff;
        return switch (random.nextInt(7)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> utf8(" ");
            case 3 -> utf8("checkoutRollback\0");
            case 4 -> utf8("x".repeat(5_000));
            case 5 -> utf8("no such type!");
            default -> noText;
        };
    }

    private void header(ProducerRecord<byte[], byte[]> odd) {
        switch (random.nextInt(14)) {
            case 0 -> odd.headers().add(EventHeaders.REDRIVES, utf8("abc"));
            case 1 -> odd.headers().add(EventHeaders.REDRIVES, utf8("99999999999999999999"));
            case 2 -> odd.headers().add("a\0b", bytes(5));
            case 3 -> odd.headers().add("$where", utf8("1"));
            case 4 -> odd.headers().add("a.b..c.", utf8("dots"));
            case 5 -> odd.headers().add("", null);
            case 6 -> odd.headers().add("none", null);
            case 7 -> odd.headers().add("large", bytes(10_000));
            case 8 -> odd.headers().add(EventHeaders.TENANT, utf8("no such tenant"));
            case 9 -> odd.headers().add(EventHeaders.REPLAY_ID, bytes(20));
            case 10 -> odd.headers().add("spring_json_header_types", utf8("{\"x\":\"no.such.Type\"}"));
            case 11 -> odd.headers().add(EventHeaders.REPLAY_TARGET, utf8("nobody\n"));
            case 12 -> odd.headers().add(EventHeaders.REPLAY_TARGET, new byte[] {(byte) 0xff, 1});
            default -> odd.headers().add("kafka_dlt-original-topic", utf8("checkoutCompletion"));
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<DeadLetter> letters(State state) {
        return deadLetters.list("default", state, DeadLetterFilter.all(), "", 2 * RECORDS);
    }

    private void awaitLetters(int count, State state) {
        await(count + " are " + state + ", seed " + seed)
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(letters(state)).hasSize(count));
    }
}
