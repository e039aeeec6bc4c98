package io.checkoutsuite.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerRestartTests {
    private static final String TOPIC = "checkoutCompletion";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

    @TempDir
    private Path dir;

    @Test
    void records_topics_and_offsets_are_there_after_a_restart() throws Exception {
        int port = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.start(dir, port, port + 1)) {
            createTopic(broker.bootstrapServers());
            try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
                send(producer, 0, 100);
            }
            commitOffset(broker.bootstrapServers(), 40);
        }

        try (KafkaBroker broker = KafkaBroker.start(dir, port, port + 1)) {
            assertThat(read(broker.bootstrapServers(), 100)).hasSize(100);
            assertThat(committedOffset(broker.bootstrapServers())).isEqualTo(40);
        }
    }

    @Test
    void nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed() throws Exception {
        int port = FreePorts.next();
        String[] args = {"--data=" + dir, "--kafka=" + port};
        String bootstrap = "127.0.0.1:" + port;
        Set<String> acknowledged = new ConcurrentSkipListSet<>();

        try (InfraProcess first = InfraProcess.start(args);
                KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
            createTopic(bootstrap);
            IntStream.range(0, 20_000).forEach(i -> sendAndRecord(producer, "early-" + i, acknowledged));
            await().until(() -> acknowledged.size() > 2_000);
            first.kill();
            // On a separate thread: a producer without a connection to its broker may block in each send.
            Thread late = Thread.startVirtualThread(
                    () -> IntStream.range(0, 1_000).forEach(i -> sendAndRecord(producer, "late-" + i, acknowledged)));
            try (InfraProcess _ = InfraProcess.start(args)) {
                late.join();
                producer.flush();
                assertThat(acknowledged).hasSize(21_000);
                List<String> read = read(bootstrap, 21_000);
                assertThat(new HashSet<>(read)).isEqualTo(acknowledged);
                assertThat(read).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void an_event_of_eight_megabytes_less_a_little_goes_through() throws Exception {
        int port = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.start(dir, port, port + 1);
                KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
            createTopic(broker.bootstrapServers());

            producer.send(new ProducerRecord<>(TOPIC, new byte[8_000_000])).get(30, TimeUnit.SECONDS);

            assertThat(read(broker.bootstrapServers(), 1))
                    .singleElement()
                    .satisfies(value -> assertThat(value).hasSize(8_000_000));
        }
    }

    @Test
    void a_topic_nobody_made_is_refused() throws Exception {
        int port = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.start(dir, port, port + 1);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("unknown"))
                            .allTopicNames()
                            .get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> KafkaBroker.start(dir, port, FreePorts.next()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + port + " is taken");
            assertThatThrownBy(() -> KafkaBroker.start(dir, FreePorts.next(), port))
                    .hasMessageContaining("Port " + port + " is taken");
        }
    }

    @Test
    void a_directory_in_use_is_named() {
        int port = FreePorts.next();
        try (InfraProcess _ = InfraProcess.start("--data=" + dir, "--kafka=" + port)) {
            int other = FreePorts.next();
            assertThatThrownBy(() -> KafkaBroker.start(dir.resolve("kafka"), other, other + 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Another process")
                    .hasMessageContaining(dir.toString());
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "max.request.size", "9000000",
                        "buffer.memory", "67108864",
                        "reconnect.backoff.max.ms", "500"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            producer.send(new ProducerRecord<>(TOPIC, ("record-" + i).getBytes(UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void sendAndRecord(KafkaProducer<byte[], byte[]> producer, String value, Set<String> acknowledged) {
        producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8)), (done, failure) -> {
            if (failure == null) {
                acknowledged.add(value);
            }
        });
    }

    private static List<String> read(String bootstrap, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            consumer.assign(List.of(FIRST));
            consumer.seekToBeginning(List.of(FIRST));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
                    values.add(new String(one.value(), UTF_8));
                }
                return values.size() >= count && consumer.position(FIRST) == end(consumer);
            });
        }
        return values;
    }

    private static long end(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(List.of(FIRST)).get(FIRST);
    }

    private static void commitOffset(String bootstrap, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            consumer.assign(List.of(FIRST));
            consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(offset)));
        }
    }

    private static long committedOffset(String bootstrap) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            return consumer.committed(Set.of(FIRST)).get(FIRST).offset();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", "order-service",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
