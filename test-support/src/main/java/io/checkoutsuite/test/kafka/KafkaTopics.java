package io.checkoutsuite.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes topics with a plain Kafka client. */
public final class KafkaTopics implements AutoCloseable {

    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * A record with its key, headers and value as text.
     *
     * @param timestamp in milliseconds since 1970
     */
    public record TextRecord(
            String topic, int partition, long timestamp, String key, Map<String, String> headers, String body) {

        static TextRecord of(ConsumerRecord<byte[], byte[]> found) {
            Map<String, String> headers = new LinkedHashMap<>();
            found.headers().forEach(header -> headers.put(header.key(), text(header.value())));
            return new TextRecord(
                    found.topic(),
                    found.partition(),
                    found.timestamp(),
                    text(found.key()),
                    headers,
                    text(found.value()));
        }

        private static String text(byte @Nullable [] bytes) {
            return bytes == null ? "" : new String(bytes, UTF_8);
        }

        /** The header's value; empty if it is missing. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public KafkaTopics(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "max.request.size", MAX_BYTES, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends a record to the partition of its key and waits for the acknowledgement. */
    public void send(String topic, String key, Map<String, String> headers, String body) {
        send(topic, null, key, headers, body);
    }

    public void send(String topic, @Nullable Integer partition, String key, Map<String, String> headers, String body) {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), body.getBytes(UTF_8));
        headers.forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        send(sent);
    }

    /** Sends an arbitrary record and waits for the acknowledgement. */
    public void send(ProducerRecord<byte[], byte[]> sent) {
        try {
            producer.send(sent).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every record of a topic, from the beginning until now. */
    public static List<TextRecord> read(String brokers, String topic) {
        return read(brokers, topic::equals);
    }

    /** Every record of these topics, from the beginning until now. */
    public static List<TextRecord> read(String brokers, Predicate<String> topics) {
        List<TextRecord> found = new ArrayList<>();
        forEach(brokers, topics, found::add);
        return found;
    }

    /** Passes on every record of these topics, from the beginning until now, without keeping it. */
    public static void forEach(String brokers, Predicate<String> topics, Consumer<TextRecord> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "max.partition.fetch.bytes", MAX_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topics.test(topic.getKey()))
                    .map(Map.Entry::getValue)
                    .flatMap(Collection::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> reader.accept(TextRecord.of(record)));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
